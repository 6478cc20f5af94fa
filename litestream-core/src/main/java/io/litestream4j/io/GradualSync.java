package io.litestream4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes a large file that is synced at its end, and syncs it on the way there, a few MiB at a time. Else the disk would get
 * all of it at once, and whoever syncs another file then, such as a writer of the database, would wait for that. For one
 * thread.
 */
public final class GradualSync implements WritableByteChannel {

    private static final long SYNCED_AT_ONCE = 8 << 20;

    private final StorageOutput output;
    private long unsynced;

    /** Writes to an output, which is closed with this channel. */
    public GradualSync(StorageOutput output) {
        this.output = output;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = output.write(source);
        unsynced += count;
        if (unsynced >= SYNCED_AT_ONCE) {
            output.sync();
            unsynced = 0;
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return output.isOpen();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
