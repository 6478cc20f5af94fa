package io.litestream4j.restore;

import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.PositionalOutput;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.restore.RestoreException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A database under a temporary name beside its final one. Closing deletes it unless {@link #publish()} has succeeded. One
 * process restores a database at a time: what others left behind under temporary names is deleted. For one thread.
 */
final class RestoredFile implements Closeable {

    /** What SQLite appends to the name of a database for the files that belong to it. */
    static final List<String> COMPANIONS = List.of("-journal", "-wal", "-shm");

    private static final String SUFFIX = ".restoring";

    private final StorageDirectory directory;
    private final String name;
    private final DatabaseAccess access;
    private final String temporaryName;

    private RestoredFile(StorageDirectory directory, String name, DatabaseAccess access) {
        this.directory = directory;
        this.name = name;
        this.access = access;
        this.temporaryName = name + "." + UUID.randomUUID() + SUFFIX;
    }

    /** Creates an empty file for whoever may use what it is to replace, and its directory if there is none. */
    static RestoredFile create(Path database) throws IOException {
        return create(database, DatabaseAccess.of(database));
    }

    /** Creates an empty file, and its directory if there is none. */
    static RestoredFile create(Path database, DatabaseAccess access) throws IOException {
        Path path = database.toAbsolutePath();
        RestoredFile file = new RestoredFile(
                new FileSystemDirectory(Objects.requireNonNull(path.getParent()), access.atCreation()),
                path.getFileName().toString(),
                access);
        file.deleteLeftovers();
        file.directory.create(file.temporaryName).close();
        return file;
    }

    private void deleteLeftovers() throws IOException {
        // What has one more dot is a file of another database, whose name begins with this one's.
        Pattern leftover = Pattern.compile(Pattern.quote(name + ".") + "[^.]+" + Pattern.quote(SUFFIX) + "("
                + String.join("|", COMPANIONS) + ")?");
        for (StorageDirectory.Entry entry : directory.list()) {
            if (leftover.matcher(entry.name()).matches()) {
                directory.delete(entry.name());
            }
        }
    }

    /** Returns where the file is before it is published. */
    Path path() {
        return directory.path().resolve(temporaryName);
    }

    /** Returns the directory of the file. */
    StorageDirectory directory() {
        return directory;
    }

    /** Begins anew: deletes the file, so that somebody else can create it under the name that it has now. */
    String clear() throws IOException {
        deleteTemporary();
        return temporaryName;
    }

    /** Opens the file for writing; the caller closes it. */
    PositionalOutput open() throws IOException {
        return PositionalOutput.open(path());
    }

    /** Opens the file for writing once more, with what is in it; the caller closes it. */
    PositionalOutput openAgain() throws IOException {
        return PositionalOutput.openAgain(path());
    }

    /**
     * Gives the file its final name and permissions. Its bytes have been synced before.
     *
     * @throws RestoreException if there is something with that name, or something that SQLite would apply to the file
     */
    void publish() throws IOException {
        for (String companion : COMPANIONS) {
            requireAbsent(name + companion);
        }
        access.apply(path());
        try {
            directory.publish(temporaryName, name);
        } catch (FileAlreadyExistsException e) {
            requireAbsent(name);
            throw e;
        }
        syncName();
    }

    /** An interrupt comes too late now: the file has its name, and its owner is told so. */
    private void syncName() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            directory.sync();
        } catch (ClosedByInterruptException e) {
            interrupted = Thread.interrupted();
            directory.sync();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireAbsent(String other) throws RestoreException {
        Path path = directory.path().resolve(other);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new RestoreException(
                    Reason.TARGET_EXISTS,
                    path + " exists: a restore overwrites nothing; move it to another place and try again");
        }
    }

    /** Deletes the file unless it was published. */
    @Override
    public void close() throws IOException {
        deleteTemporary();
    }

    private void deleteTemporary() throws IOException {
        for (String companion : COMPANIONS) {
            directory.delete(temporaryName + companion);
        }
        directory.delete(temporaryName);
    }
}
