package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start goes on where the last process ended, or notices that it cannot (I1, I2). */
class StartContinuityTests {

    private static final String ROWS =
            "INSERT INTO t(x) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
                    + " SELECT hex(randomblob(100)) FROM n";

    @TempDir
    private Path directory;

    private EngineKit kit;
    private TxId before = TxId.NONE;

    @BeforeEach
    void replicateAndStop() throws Exception {
        kit = new EngineKit(directory);
        LitestreamDatabase database = kit.start();
        kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", ROWS);
        database.sync(EngineKit.PATIENCE);
        kit.execute(ROWS);
        before = database.sync(EngineKit.PATIENCE);
        kit.stopEngine();
    }

    @AfterEach
    void everyFileIsSound() throws Exception {
        kit.close();
        assertThat(kit.damaged()).isEmpty();
    }

    @Test
    void nothingWrittenMakesNoFile() throws Exception {
        assertThat(kit.start().sync(EngineKit.PATIENCE)).isEqualTo(before);
        assertThat(kit.fullFiles()).isEmpty();
    }

    @Test
    void writesGoOnWithAnIncrement() throws Exception {
        LitestreamDatabase database = kit.start();
        // Whoever closes the last connection takes the WAL away: the engine has its own from here on.
        database.sync(EngineKit.PATIENCE);
        kit.execute(ROWS);
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(before.next());
        assertThat(kit.fullFiles()).isEmpty();
        assertRestored();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA wal_checkpoint(PASSIVE)",
                "PRAGMA wal_checkpoint(RESTART)",
                "PRAGMA wal_checkpoint(TRUNCATE)",
                "PRAGMA journal_mode=DELETE",
                "VACUUM"
            })
    void whatAnotherProcessDidWhileDownIsRestored(String statement) throws Exception {
        OtherProcess.execute(kit.database().path(), ROWS, statement, ROWS);
        LitestreamDatabase database = kit.start();
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(before.next());
        assertThat(kit.fullFiles()).hasSize(1);
        assertThat(kit.gaps()).isEmpty();
        assertRestored();
    }

    /** The application's connection keeps the WAL, as other processes do that stay. */
    @ParameterizedTest
    @CsvSource({"PASSIVE, false, 0", "FULL, false, 0", "PASSIVE, true, 1", "RESTART, true, 1", "TRUNCATE, false, 1"})
    void row23FullFileFollowsOnlyIfFramesWereOverwritten(String mode, boolean writesAfterwards, int fullFiles)
            throws Exception {
        try (Connection kept = kit.database().open()) {
            TestDatabase.execute(kept, "SELECT * FROM t", ROWS);
            OtherProcess.execute(kit.database().path(), ROWS, "PRAGMA wal_checkpoint(" + mode + ")");
            if (writesAfterwards) {
                OtherProcess.execute(kit.database().path(), ROWS);
            }
            LitestreamDatabase database = kit.start();
            assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(before.next());
            assertThat(kit.fullFiles()).hasSize(fullFiles);
            assertThat(kit.gaps()).isEmpty();
            assertRestored();
        }
    }

    @Test
    void walTakenAwayWhileDownLeadsToAFullFile() throws Exception {
        Files.delete(kit.database().wal());
        LitestreamDatabase database = kit.start();
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(before.next());
        assertThat(kit.fullFiles()).containsExactly("the WAL is gone");
        assertRestored();
    }

    @Test
    void pageSizeChangedWhileDownIsRestored() throws Exception {
        OtherProcess.execute(
                kit.database().path(),
                "PRAGMA journal_mode=DELETE",
                "PRAGMA page_size=8192",
                "VACUUM",
                "PRAGMA journal_mode=WAL",
                ROWS);
        LitestreamDatabase database = kit.start();
        database.sync(EngineKit.PATIENCE);
        assertRestored();
        kit.execute(ROWS);
        database.sync(EngineKit.PATIENCE);
        assertRestored();
    }

    @Test
    void olderCopyPutBackLeadsToAFullFile() throws Exception {
        Path copy = directory.resolve("copy.db");
        OtherProcess.execute(kit.database().path(), "VACUUM INTO '" + copy + "'", ROWS);
        LitestreamDatabase database = kit.start();
        TxId newer = database.sync(EngineKit.PATIENCE);
        kit.stopEngine();
        Files.deleteIfExists(kit.database().wal());
        Files.deleteIfExists(kit.database().shm());
        Files.move(copy, kit.database().path(), StandardCopyOption.REPLACE_EXISTING);
        database = kit.start();
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(newer.next());
        assertThat(kit.fullFiles()).hasSize(1);
        assertRestored();
    }

    @Test
    void deletedStagingGoesOnAboveTheReplica() throws Exception {
        EngineKit.delete(kit.meta());
        LitestreamDatabase database = kit.start();
        kit.execute(ROWS);
        assertThat(database.sync(EngineKit.PATIENCE).value()).isBetween(before.value() + 1, before.value() + 2);
        assertThat(kit.fullFiles()).containsExactly("there is no local history, the replica has TXID " + before);
        assertThat(kit.gaps()).isEmpty();
        assertRestored();
    }

    @Test
    void wipedReplicaIsHealedBeforeAnythingElseGoesUp() throws Exception {
        EngineKit.delete(kit.replica());
        loseAllButTheNewest(kit.meta().resolve("ltx/0"));
        LitestreamDatabase database = kit.start();
        kit.execute(ROWS);
        database.sync(EngineKit.PATIENCE);
        assertThat(EngineKit.names(kit.level(9))).hasSize(1);
        assertRestored();
        kit.execute(ROWS);
        database.sync(EngineKit.PATIENCE);
        assertRestored();
    }

    /** What was uploaded is not kept for long in staging. */
    private static void loseAllButTheNewest(Path staging) throws IOException {
        List<LtxFileName> names = EngineKit.names(staging);
        for (LtxFileName name : names.subList(0, names.size() - 1)) {
            Files.delete(staging.resolve(name.toString()));
        }
    }

    @Test
    void wipedReplicaIsHealedByWhatIsStillInStaging() throws Exception {
        EngineKit.delete(kit.replica());
        LitestreamDatabase database = kit.start();
        kit.execute(ROWS);
        TxId txId = database.sync(EngineKit.PATIENCE);
        assertThat(EngineKit.names(kit.level(0))).hasSize((int) txId.value());
        assertRestored();
    }

    @Test
    void wipedReplicaAndNothingWrittenIsHealed() throws Exception {
        EngineKit.delete(kit.replica());
        LitestreamDatabase database = kit.start();
        database.sync(EngineKit.PATIENCE);
        assertRestored();
    }

    @Test
    void replicaAheadIsNeverOverwritten() throws Exception {
        Path kept = directory.resolve("kept");
        copy(List.of(kit.database().path(), kit.database().wal(), kit.meta()), kept);
        LitestreamDatabase database = kit.start();
        kit.execute(ROWS);
        database.sync(EngineKit.PATIENCE);
        String theirs = kit.content();
        kit.stopEngine();
        Files.delete(kit.database().shm());
        EngineKit.delete(kit.meta());
        copy(
                List.of(
                        kept.resolve("app.db"),
                        kept.resolve("app.db-wal"),
                        kept.resolve(kit.meta().getFileName())),
                directory);
        LitestreamDatabase older = kit.start();
        kit.execute(ROWS);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> older.sync(EngineKit.PATIENCE))
                // What it says depends on whether the capture or the look at the replica was first.
                .withMessageMatching("(?s).*(is an older copy|which was given to other content here).*");
        assertThat(kit.restored()).isEqualTo(theirs);
    }

    private void assertRestored() throws Exception {
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    private static void copy(List<Path> sources, Path target) throws Exception {
        for (Path source : sources) {
            try (var files = Files.walk(source)) {
                Files.createDirectories(target);
                for (Path file : files.toList()) {
                    Path to = target.resolve(source.getFileName()).resolve(source.relativize(file));
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(file, to.normalize(), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
