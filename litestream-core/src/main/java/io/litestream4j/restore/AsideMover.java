package io.litestream4j.restore;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * Makes room for a restored database without deleting anything: what is there gets a name with the time in it, such that
 * SQLite can open it as it was, together with its WAL.
 */
final class AsideMover {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StorageDirectory directory;
    private final String name;
    private final String asideName;

    /** Prepares a move; {@code now} goes into the names. */
    AsideMover(Path database, Instant now) {
        this.directory = new FileSystemDirectory(
                Objects.requireNonNull(database.toAbsolutePath().getParent()), null);
        this.name = database.getFileName().toString();
        this.asideName = freeName(name + ".before-restore-" + TIME.format(now));
    }

    /** Returns a name that neither a database nor what belongs to one has. */
    private String freeName(String wanted) {
        String candidate = wanted;
        for (int number = 2; isTaken(candidate); number++) {
            candidate = wanted + "." + number;
        }
        return candidate;
    }

    private boolean isTaken(String candidate) {
        return exists(candidate) || RestoredFile.COMPANIONS.stream().anyMatch(suffix -> exists(candidate + suffix));
    }

    /** Returns where the database goes. */
    Path aside() {
        return directory.path().resolve(asideName);
    }

    /**
     * Moves the database and what belongs to it. The database goes first: should we die in between, its WAL stays behind
     * without a database, which the next restore moves aside as well. The other way round, a database without the commits
     * in its WAL would be left, and nobody would notice.
     */
    void moveDatabase() throws IOException {
        move("");
        directory.sync();
        moveCompanions();
    }

    /**
     * Moves what belongs to a database that is gone itself; SQLite would apply it to the restored one.
     *
     * @return whether there was anything
     */
    boolean moveCompanions() throws IOException {
        boolean moved = false;
        for (String companion : RestoredFile.COMPANIONS) {
            moved |= move(companion);
        }
        directory.sync();
        return moved;
    }

    private boolean move(String suffix) throws IOException {
        boolean exists = exists(name + suffix);
        if (exists) {
            directory.publish(name + suffix, asideName + suffix);
        }
        return exists;
    }

    private boolean exists(String other) {
        return Files.exists(directory.path().resolve(other), LinkOption.NOFOLLOW_LINKS);
    }
}
