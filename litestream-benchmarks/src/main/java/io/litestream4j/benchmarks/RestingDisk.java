package io.litestream4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Waits for what the last run has left to the disk: a file system may still free gigabytes that were deleted, or write back
 * others, when the next run begins, and make its commits wait for that.
 */
final class RestingDisk {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long QUICK_NANOS = Duration.ofMillis(5).toNanos();
    private static final int QUICK_SYNCS = 100;
    private static final int PAGE = 4096;

    private RestingDisk() {}

    /** Returns when many syncs in a row were quick, or, where the disk is slower than that, after a minute. */
    static void await(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "probe-", null);
        try (FileChannel file = FileChannel.open(probe, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            long end = System.nanoTime() + LONGEST.toNanos();
            int quick = 0;
            while (quick < QUICK_SYNCS && System.nanoTime() < end) {
                long begin = System.nanoTime();
                // Longer each time, so that a sync has to go through the file system's journal.
                file.write(ByteBuffer.allocate(PAGE));
                file.force(true);
                quick = System.nanoTime() - begin < QUICK_NANOS ? quick + 1 : 0;
            }
        }
    }
}
