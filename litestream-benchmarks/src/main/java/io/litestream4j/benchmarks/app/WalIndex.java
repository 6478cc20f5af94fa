package io.litestream4j.benchmarks.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The position of the last commit, read out of the database's shared memory.
 *
 * <p>The channel is held until the process ends: closing a descriptor of this file would drop the locks that SQLite holds
 * on it in this process.
 */
final class WalIndex {

    private static final int HEADER_SIZE = 48;
    private static final int FRAMES_OFFSET = 16;
    private static final int SALTS_OFFSET = 32;

    private final FileChannel channel;
    private final ByteBuffer counters;
    private final ByteBuffer salts;

    WalIndex(Path database) throws IOException {
        channel = FileChannel.open(Path.of(database + "-shm"), StandardOpenOption.READ);
        counters = channel.map(FileChannel.MapMode.READ_ONLY, 0, HEADER_SIZE).order(ByteOrder.nativeOrder());
        salts = counters.duplicate().order(ByteOrder.BIG_ENDIAN);
    }

    /** Returns the number of frames since the WAL began again. */
    long frames() {
        return Integer.toUnsignedLong(counters.getInt(FRAMES_OFFSET));
    }

    /** Returns both salts as one number. */
    long salts() {
        return salts.getLong(SALTS_OFFSET);
    }
}
