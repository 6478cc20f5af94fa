package io.litestream4j.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.MemoryReplicaClient.Request;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A day with a change every ten seconds: what it costs in requests, and what is left. */
class SimulatedDayTests {

    private static final Logger log = LoggerFactory.getLogger(SimulatedDayTests.class);

    private static final int STEPS = 2880;
    private static final int CHANGES = 3;

    /** Levels 1 to 3, once more for an interval that had begun; the base, and the snapshot of the day. */
    private static final int MERGES = STEPS + (288 + 1) + (24 + 1) + 2;

    @Test
    void everyFileIsOnePutAndNothingIsListed() throws Exception {
        RetentionRules rules = new RetentionRules(true, Duration.ofHours(24), Duration.ofMinutes(5), 0, 0, 0);
        SimulatedReplica replica = new SimulatedReplica(new Random(1), rules, new NoLocalFiles());
        replica.store.takeRequests();
        for (int step = 0; step < STEPS; step++) {
            for (int change = 0; change < CHANGES; change++) {
                replica.now = replica.now.plusSeconds(10);
                replica.change();
            }
            replica.step(Duration.ZERO);
        }
        Map<Request, Integer> requests = replica.store.takeRequests();
        log.info(
                "A day with {} changes: {} requests, {} files",
                STEPS * CHANGES,
                requests,
                replica.contents().all().size());
        assertThat(requests).doesNotContainKey(Request.LIST);
        assertThat(requests.get(Request.PUT)).isLessThanOrEqualTo(STEPS * CHANGES + MERGES);
        assertThat(requests.get(Request.DELETE)).isLessThanOrEqualTo(24 * 12);
        assertThat(replica.contents().level(0)).hasSizeLessThanOrEqualTo(3 * 30);
    }
}
