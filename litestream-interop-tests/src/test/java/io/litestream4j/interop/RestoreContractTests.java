package io.litestream4j.interop;

import io.litestream4j.testing.RandomWorkload;
import org.junit.jupiter.api.Test;

/** One side replicates a random workload; both restore it. */
abstract class RestoreContractTests extends Interop {

    private static final int MAX_TRANSACTIONS = 20;

    /** Returns how often something is written and replicated. */
    int rounds() {
        return 10;
    }

    /** Returns how many earlier states are restored. */
    int samples() {
        return 3;
    }

    @Test
    void whatTheEngineReplicatedRestoresWithTheBinary() throws Exception {
        try (RandomWorkload workload = new RandomWorkload(database::open, seed);
                EngineReplication engine = EngineReplication.start(database.path(), replica)) {
            for (int round = 0; round < rounds(); round++) {
                workload.run(1 + random.nextInt(MAX_TRANSACTIONS));
                history.record(engine.sync(), database.path());
            }
            engine.stop();
        }
        assertLatestRestores();
        assertHistoryRestores(history.sample(random, samples()));
    }

    @Test
    void whatTheBinaryReplicatedRestoresWithTheEngine() throws Exception {
        try (RandomWorkload workload = new RandomWorkload(database::open, seed);
                BinaryReplication running = binary.replicate(database.path(), replica)) {
            for (int round = 0; round < rounds(); round++) {
                workload.run(1 + random.nextInt(MAX_TRANSACTIONS));
                history.record(running.sync(), database.path());
            }
            running.stop();
        }
        assertLatestRestores();
        assertHistoryRestores(history.sample(random, samples()));
    }
}
