package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use what holds a database's content, such as a copy of it or its LTX files: whoever may use the database, and always
 * the owner. Where there is no database, whom SQLite lets use a new one.
 *
 * @param kept the permissions of the database that is there; null if there is none, or no such thing as permissions
 */
public record DatabaseAccess(@Nullable Set<PosixFilePermission> kept) {

    /** What SQLite creates databases with; the process's umask limits it further. */
    private static final Set<PosixFilePermission> NEW = PosixFilePermissions.fromString("rw-r--r--");

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Looks at a database, if there is one. */
    public static DatabaseAccess of(Path database) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(database, PosixFileAttributeView.class);
        if (view == null) {
            return new DatabaseAccess(null);
        }
        try {
            Set<PosixFilePermission> kept = EnumSet.copyOf(OWNER);
            kept.addAll(view.readAttributes().permissions());
            return new DatabaseAccess(kept);
        } catch (NoSuchFileException e) {
            return new DatabaseAccess(null);
        }
    }

    /** Returns what a file is created with, so that at no time anybody may use it who must not. */
    public Set<PosixFilePermission> atCreation() {
        return kept == null ? NEW : kept;
    }

    /** Gives a file what the umask has withheld from it at its creation. */
    public void apply(Path file) throws IOException {
        if (kept != null) {
            Files.setPosixFilePermissions(file, kept);
        }
    }
}
