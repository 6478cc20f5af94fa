package io.litestream4j.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file whose parts are written in any order, by several threads if they like, and by none any more when it is closed. What
 * was never written reads as zeros. Interrupting a thread that writes closes the file.
 *
 * <p>Never for a database that a connection in this process may have open: closing it would drop SQLite's locks.
 */
public final class PositionalOutput implements Closeable {

    /** In bytes: enough for a disk to be busy with, and few enough for many such steps in a large file. */
    private static final int SYNCED_AT_ONCE = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final AtomicLong unsynced = new AtomicLong();
    private final ReentrantLock syncing = new ReentrantLock();

    private PositionalOutput(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file for writing and empties it.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static PositionalOutput open(Path file) throws IOException {
        return new PositionalOutput(
                file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /**
     * Opens a file for writing and leaves what is in it.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static PositionalOutput openAgain(Path file) throws IOException {
        return new PositionalOutput(file, FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /**
     * Writes all remaining bytes of {@code source} from byte {@code position} of the file on.
     *
     * @throws IOException if that is not possible, for example because the disk is full; the message names the file
     */
    public void write(ByteBuffer source, long position) throws IOException {
        long at = position;
        int length = source.remaining();
        try {
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
            written(length);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e, e);
        }
    }

    /** Begins to sync while others still write: the disk would else have nothing to do before {@link #sync()}. */
    private void written(int bytes) throws IOException {
        if (unsynced.addAndGet(bytes) >= SYNCED_AT_ONCE && syncing.tryLock()) {
            try {
                unsynced.set(0);
                channel.force(false);
            } finally {
                syncing.unlock();
            }
        }
    }

    /** Lets a file that is shorter than {@code size} bytes end with zeros up to there. */
    public void extend(long size) throws IOException {
        if (channel.size() < size) {
            write(ByteBuffer.allocate(1), size - 1);
        }
    }

    /** Cuts off what lies behind {@code size} bytes. */
    public void cut(long size) throws IOException {
        if (channel.size() > size) {
            channel.truncate(size);
        }
    }

    /** Makes the bytes written so far durable. */
    public void sync() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new IOException("cannot sync " + file + ": " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
