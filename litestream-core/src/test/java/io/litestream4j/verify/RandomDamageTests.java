package io.litestream4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.UpkeepOptions;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.ReplicaRestore;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestoreSettings;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.RandomWorkload;
import io.litestream4j.testing.Seed;
import io.litestream4j.testing.TestDatabase;
import io.litestream4j.verify.DamagedReplica.Damage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bit flips, truncations and removed files in the replica of a busy database, with several levels and snapshots: a restore
 * gives the right content or an error, and the verifier names what was done. {@code -Ddamage.rounds} sets how often,
 * {@code -Ddamage.seed} where it begins.
 */
class RandomDamageTests {

    private static final int ROUNDS = Integer.getInteger("damage.rounds", 20);
    private static final int SYNCS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final Seed seed = Seed.ofProperty("damage.seed");

    @TempDir
    private Path directory;

    private final Map<TxId, String> truth = new HashMap<>();
    private Path replica;
    private int restores;

    @BeforeEach
    void replicate() throws SQLException {
        replica = directory.resolve("replica");
        TestDatabase database = TestDatabase.create(directory.resolve("app.db"), 4096);
        DatabaseOptions options = DatabaseOptions.builder(database.path(), new ReplicaUrl(replica.toUri()))
                .upkeep(levels())
                .build();
        try (Litestream litestream = new Litestream();
                RandomWorkload workload = new RandomWorkload(database::open, seed.value())) {
            LitestreamDatabase replicated = litestream.open(options);
            replicated.start();
            for (int i = 1; i <= SYNCS; i++) {
                workload.run(2);
                replicated.sync(PATIENCE);
                if (i % (SYNCS / 3) == 0) {
                    replicated.snapshot(PATIENCE);
                }
            }
        }
    }

    private static UpkeepOptions levels() {
        List<Duration> intervals = List.of(Duration.ofMillis(100), Duration.ofMillis(400));
        Duration day = Duration.ofDays(1);
        return new UpkeepOptions(intervals, day, null, day, Duration.ZERO, true, 0, 0, 0, 1 << 20);
    }

    @Test
    void damageIsNamedAndNeverRestored() throws Exception {
        assertThat(verify().isSound()).isTrue();
        List<TxId> points = DamagedReplica.files(replica).stream()
                .map(path -> TxId.parse(path.getFileName().toString().substring(17, 33)))
                .distinct()
                .sorted()
                .toList();
        for (TxId point : points) {
            truth.put(
                    point,
                    restore(new RestoreTarget.AtTxId(point)).orElseThrow().content());
        }
        Random random = seed.random();
        for (int round = 0; round < ROUNDS; round++) {
            try (DamagedReplica damaged = new DamagedReplica(replica, 1 + random.nextInt(3), random)) {
                check(damaged.damages(), points, random);
            }
        }
        assertThat(verify().isSound()).isTrue();
    }

    private void check(List<Damage> damages, List<TxId> points, Random random) throws Exception {
        VerificationReport report = verify();
        for (Damage damage : damages) {
            boolean named = report.damage().stream()
                    .anyMatch(finding -> finding.resource().equals(damage.file()));
            assertThat(named).as("%s of %s", damage, report.describe()).isEqualTo(damage.changesContent());
        }
        Optional<Restored> latest = restore(new RestoreTarget.Latest());
        assertThat(latest.isPresent() || !report.isSound())
                .as("%s: %s", damages, report.describe())
                .isTrue();
        requireTruth(latest, damages);
        for (int i = 0; i < 3; i++) {
            TxId point = points.get(random.nextInt(points.size()));
            Optional<Restored> restored = restore(new RestoreTarget.AtTxId(point));
            requireTruth(restored, damages);
            boolean promised = report.restorable().stream()
                    .anyMatch(range -> range.from().equals(point) || range.to().equals(point));
            assertThat(restored.isPresent() || !promised)
                    .as("%s: TXID %s of %s", damages, point, report.describe())
                    .isTrue();
        }
    }

    private void requireTruth(Optional<Restored> restored, List<Damage> damages) {
        restored.ifPresent(it -> assertThat(it.content())
                .as("TXID %s after %s", it.txId(), damages)
                .isEqualTo(truth.get(it.txId())));
    }

    private VerificationReport verify() throws IOException {
        try (ReplicaClient client = client()) {
            return Verifications.run(client, VerifyMode.FULL);
        }
    }

    private record Restored(TxId txId, String content) {}

    /** Returns what was restored; empty if that was refused. */
    private Optional<Restored> restore(RestoreTarget target) throws IOException, SQLException {
        Path file = directory.resolve("restored-" + restores++ + ".db");
        RestoreSettings settings = new RestoreSettings(IntegrityCheckMode.FULL, 2, PATIENCE);
        try (ReplicaClient client = client()) {
            RestoreResult result = new ReplicaRestore(
                            client,
                            Instant::now,
                            System::nanoTime,
                            pause -> {},
                            Executors::newFixedThreadPool,
                            (bytes, total) -> {})
                    .restoreTo(file, target, settings);
            Restored restored = new Restored(result.txId(), DatabaseContent.logicalSha256(file));
            Files.delete(file);
            return Optional.of(restored);
        } catch (CorruptDataException | RestoreException e) {
            assertThat(file).doesNotExist();
            return Optional.empty();
        }
    }

    private ReplicaClient client() {
        return ReplicaClients.create(ReplicaOptions.of(new ReplicaUrl(replica.toUri())));
    }
}
