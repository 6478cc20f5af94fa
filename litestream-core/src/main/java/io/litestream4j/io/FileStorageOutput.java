package io.litestream4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A new file of the local file system. */
final class FileStorageOutput implements StorageOutput {

    private final FileChannel channel;

    FileStorageOutput(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        while (source.hasRemaining()) {
            channel.write(source);
        }
        return length;
    }

    @Override
    public long size() throws IOException {
        return channel.position();
    }

    @Override
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
