package io.litestream4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file, read through one channel. The size follows a file that grows or shrinks.
 *
 * <p>Never for a database file or its {@code -shm}: closing it would drop SQLite's locks. A WAL carries no locks and is
 * fine. Interrupting a thread that reads closes the channel.
 */
public final class FileDataBlock implements CloseableDataBlock {

    private final FileChannel channel;

    private FileDataBlock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a file for reading.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static FileDataBlock open(Path file) throws IOException {
        return new FileDataBlock(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
