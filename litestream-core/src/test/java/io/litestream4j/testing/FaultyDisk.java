package io.litestream4j.testing;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Optional;
import java.util.Random;

/**
 * A local disk that fails where a {@link FaultSchedule} says so, fills up, turns read-only, or loses its power. All of its
 * directories share what is wrong with it. Safe for use by several threads.
 */
public final class FaultyDisk {

    /** What an operation does. */
    enum Kind {
        READ,
        WRITE,
        DELETE
    }

    private final FaultSchedule schedule;
    private final UnsyncedFiles unsynced = new UnsyncedFiles();
    private long free = Long.MAX_VALUE;
    private boolean readOnly;

    /** Makes a disk on the file system. */
    public FaultyDisk(FaultSchedule schedule) {
        this.schedule = schedule;
    }

    /** Returns a directory of the disk. */
    public StorageDirectory directory(Path path) {
        return new FaultyDirectory(new FileSystemDirectory(path, null), this);
    }

    /** Takes so many more bytes, and no more until it is {@link #heal() healed}. */
    public synchronized void fillUpAfter(long bytes) {
        free = bytes;
    }

    /** Takes no change until it is {@link #heal() healed}; reading works. */
    public synchronized void makeReadOnly() {
        readOnly = true;
    }

    /** Works well from now on, whatever its schedule says. */
    public void heal() {
        schedule.heal();
        synchronized (this) {
            free = Long.MAX_VALUE;
            readOnly = false;
        }
    }

    /**
     * Loses its power: names that were given or taken since a directory was synced may be as before, in the order in which
     * they were changed; files that were not synced may be short, empty, or hold zeros. Nothing may be in use.
     */
    public void losePower(Random random) throws IOException {
        unsynced.lose(random);
    }

    UnsyncedFiles unsynced() {
        return unsynced;
    }

    /** Counts an operation; returns how it is to go wrong, if not before it begins. */
    Optional<Fault> step(Kind kind, Path file) throws IOException {
        requireWritable(kind);
        Optional<Fault> fault = schedule.next();
        if (fault.isPresent() && fault.get() == Fault.REFUSED) {
            throw failure(file);
        }
        return fault;
    }

    private synchronized void requireWritable(Kind kind) {
        if (readOnly && kind != Kind.READ) {
            throw new ReadOnlyFileSystemException();
        }
    }

    /** Takes space; returns how many of the bytes there is space for. */
    synchronized int take(int bytes) {
        int taken = (int) Math.min(bytes, free);
        free -= free == Long.MAX_VALUE ? 0 : taken;
        return taken;
    }

    static IOException failure(Path file) {
        return new FileSystemException(file.toString(), null, "Input/output error (injected)");
    }

    static IOException noSpace(Path file) {
        return new FileSystemException(file.toString(), null, "No space left on device");
    }
}
