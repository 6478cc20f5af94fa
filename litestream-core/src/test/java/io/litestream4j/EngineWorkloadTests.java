package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.RandomWorkload;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A random application on a database that is replicated: what the replica restores to is always what the database held
 * (I1, I2, I3, I4). The property {@code litestream.workload.transactions} makes it longer, {@code litestream.workload.seed}
 * repeats one.
 */
class EngineWorkloadTests {

    private static final int TRANSACTIONS = Integer.getInteger("litestream.workload.transactions", 700);
    private static final int STEP = 100;
    private static final int POINTS = 5;

    private final long seed = Long.getLong("litestream.workload.seed", new Random().nextLong());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void everySyncedStateIsRestored(int pageSize) throws Exception {
        TestDatabase.create(directory.resolve("app.db"), pageSize);
        try (EngineKit kit = new EngineKit(directory)) {
            LitestreamDatabase database =
                    kit.start(settings -> settings.minCheckpointPageCount(200).truncatePageN(600));
            Map<TxId, String> truth = run(kit, database);
            assertThat(kit.fullFiles()).as("seed %d", seed).hasSize(1);
            database.close();
            restoreRandomPoints(kit, truth);
            assertThat(kit.damaged()).as("seed %d", seed).isEmpty();
            assertThat(kit.gaps()).as("seed %d", seed).isEmpty();
        }
    }

    private Map<TxId, String> run(EngineKit kit, LitestreamDatabase database) throws Exception {
        Map<TxId, String> truth = new TreeMap<>();
        try (RandomWorkload workload = new RandomWorkload(kit.database()::open, seed)) {
            for (int done = 0; done < TRANSACTIONS; done += STEP) {
                runAndSignal(workload, database);
                TxId txId = database.sync(EngineKit.PATIENCE);
                truth.put(txId, kit.content());
                assertThat(kit.restored()).as("seed %d, TXID %s", seed, txId).isEqualTo(truth.get(txId));
            }
        }
        return truth;
    }

    private static void runAndSignal(RandomWorkload workload, LitestreamDatabase database) throws Exception {
        for (int i = 0; i < STEP; i++) {
            workload.run(1);
            database.committed();
        }
    }

    private void restoreRandomPoints(EngineKit kit, Map<TxId, String> truth) throws Exception {
        List<TxId> points = new ArrayList<>(truth.keySet());
        Random random = new Random(seed);
        for (int i = 0; i < POINTS; i++) {
            TxId txId = points.get(random.nextInt(points.size()));
            assertThat(kit.restored(new RestoreTarget.AtTxId(txId)))
                    .as("seed %d, TXID %s", seed, txId)
                    .isEqualTo(truth.get(txId));
        }
    }
}
