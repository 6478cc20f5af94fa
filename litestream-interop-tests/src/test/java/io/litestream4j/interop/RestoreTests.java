package io.litestream4j.interop;

import io.litestream4j.testing.RandomWorkload;
import org.junit.jupiter.api.Test;

/** One side replicates a random workload; both restore it. */
class RestoreTests extends Interop {

    private static final int ROUNDS = 60;
    private static final int MAX_TRANSACTIONS = 20;
    private static final int SAMPLES = 20;

    @Test
    void whatTheEngineReplicatedRestoresWithTheBinary() throws Exception {
        try (RandomWorkload workload = new RandomWorkload(database::open, seed);
                EngineReplication engine = EngineReplication.start(database.path(), replica)) {
            for (int round = 0; round < ROUNDS; round++) {
                workload.run(1 + random.nextInt(MAX_TRANSACTIONS));
                history.record(engine.sync(), database.path());
            }
            engine.stop();
        }
        assertLatestRestores();
        assertHistoryRestores(history.sample(random, SAMPLES));
    }

    @Test
    void whatTheBinaryReplicatedRestoresWithTheEngine() throws Exception {
        try (RandomWorkload workload = new RandomWorkload(database::open, seed);
                BinaryReplication running = binary.replicate(database.path(), replica)) {
            for (int round = 0; round < ROUNDS; round++) {
                workload.run(1 + random.nextInt(MAX_TRANSACTIONS));
                history.record(running.sync(), database.path());
            }
            running.stop();
        }
        assertLatestRestores();
        assertHistoryRestores(history.sample(random, SAMPLES));
    }
}
