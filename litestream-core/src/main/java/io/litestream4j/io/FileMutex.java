package io.litestream4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps threads and processes of one machine apart, by the lock of a file of its own. The operating system ends the lock
 * when its process dies. Never used on a file that SQLite uses.
 */
public final class FileMutex implements Closeable {

    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    /**
     * Which thread of this process is next, for each file. The system drops all locks of a process on a file as soon as one
     * of its descriptors of that file is closed: so nobody opens a second one before the first is closed.
     */
    private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final Semaphore turn;
    private final FileChannel channel;
    private final FileLock lock;

    private FileMutex(Semaphore turn, FileChannel channel, FileLock lock) {
        this.turn = turn;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits for the lock.
     *
     * @param file made if there is none, its directory too; it stays
     * @throws IOException if it cannot be had in time, or not at all
     */
    public static FileMutex lock(Path file, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Path directory =
                Files.createDirectories(file.toAbsolutePath().getParent()).toRealPath();
        Semaphore turn = TURNS.computeIfAbsent(directory.resolve(file.getFileName()), path -> new Semaphore(1));
        if (!await(turn, deadline)) {
            throw busy(file);
        }
        try {
            return lock(turn, file, deadline);
        } catch (IOException | RuntimeException e) {
            turn.release();
            throw e;
        }
    }

    private static boolean await(Semaphore turn, long deadline) {
        try {
            return turn.tryAcquire() || turn.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static FileMutex lock(Semaphore turn, Path file, long deadline) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new FileMutex(turn, channel, await(channel, file, deadline));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock await(FileChannel channel, Path file, long deadline) throws IOException {
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                throw busy(file);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static IOException busy(Path file) {
        return new IOException("cannot lock " + file + ": somebody else holds it");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // this process, through another class loader
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
        } finally {
            closeChannel();
        }
    }

    private void closeChannel() throws IOException {
        try {
            channel.close();
        } finally {
            turn.release();
        }
    }
}
