package io.litestream4j.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.LocalCopies;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.testing.Figures;
import io.litestream4j.testing.MemoryReplicaClient.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day with a change every ten seconds: what it costs in requests, and what is left in the replica and on the local disk. */
class SimulatedDayTests {

    private static final int STEPS = 2880;
    private static final int CHANGES = 3;

    /** Levels 1 to 3, once more for an interval that had begun; the base, and the snapshot of the day. */
    private static final int MERGES = STEPS + (288 + 1) + (24 + 1) + 2;

    private static final RetentionRules RULES =
            new RetentionRules(true, Duration.ofHours(24), Duration.ofMinutes(5), 0, 0, 0);

    /** Less than what waits to be merged at the end of an hour. */
    private static final long LOCAL_BOUND = 4096;

    @TempDir
    private Path meta;

    private long largestFile;
    private long largestDisk;

    @Test
    void everyFileIsOnePutAndNothingIsListedOrReadBack() throws Exception {
        Map<Request, Integer> requests = day(Long.MAX_VALUE);
        assertThat(requests).doesNotContainKeys(Request.LIST, Request.GET);
        assertThat(largestDisk).isGreaterThan(LOCAL_BOUND);
    }

    @Test
    void localDiskStaysWithinItsBound() throws Exception {
        Map<Request, Integer> requests = day(LOCAL_BOUND);
        assertThat(requests).doesNotContainKey(Request.LIST);
        assertThat(requests.get(Request.GET)).as("what had no room").isPositive();
        assertThat(largestDisk).as("copies, and the newest capture").isLessThanOrEqualTo(LOCAL_BOUND + largestFile);
    }

    private Map<Request, Integer> day(long localBound) throws IOException {
        StagingDirectory captures = LocalCopies.captures(meta);
        SimulatedReplica replica =
                new SimulatedReplica(new Random(1), RULES, LocalCopies.keptIn(meta, captures, localBound));
        replica.store.takeRequests();
        for (int step = 0; step < STEPS; step++) {
            for (int change = 0; change < CHANGES; change++) {
                replica.now = replica.now.plusSeconds(10);
                stage(replica.change(), replica, captures);
            }
            replica.step(Duration.ZERO);
            largestDisk = Math.max(largestDisk, diskSize());
        }
        Map<Request, Integer> requests = replica.store.takeRequests();
        Figures.show(
                "A day with %d changes: %s, %d files in the replica, at most %d bytes on the local disk",
                STEPS * CHANGES, requests, replica.contents().all().size(), largestDisk);
        assertThat(replica.failures).isEmpty();
        assertThat(requests.get(Request.PUT)).isLessThanOrEqualTo(STEPS * CHANGES + MERGES);
        assertThat(requests.get(Request.DELETE)).isLessThanOrEqualTo(24 * 12);
        assertThat(replica.contents().level(0)).hasSizeLessThanOrEqualTo(3 * 30);
        return requests;
    }

    /** Lets the change be on the local disk as well, as if it had been captured there and then uploaded. */
    private void stage(ReplicaFile file, SimulatedReplica replica, StagingDirectory captures) throws IOException {
        byte[] bytes = replica.store.bytes(file);
        captures.stage(file.name(), file.created(), out -> out.write(ByteBuffer.wrap(bytes)));
        largestFile = Math.max(largestFile, bytes.length);
    }

    private long diskSize() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(meta)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
