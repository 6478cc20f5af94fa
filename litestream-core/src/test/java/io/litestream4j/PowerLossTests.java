package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.OnBehind;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.TestDatabase;
import io.litestream4j.wal.WalHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails, and with {@code synchronous=NORMAL} SQLite comes back without its last commits, which the replica has: I8,
 * row 22. The power is simulated by a copy of what was synced, and by another number of the machine's run.
 */
class PowerLossTests {

    private static final String ROWS =
            "INSERT INTO t(x) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
                    + " SELECT hex(randomblob(100)) FROM n";

    @TempDir
    private Path directory;

    private EngineKit kit;
    private Connection application;
    private LitestreamDatabase database;
    private TxId synced = TxId.NONE;
    private String acknowledged = "";
    private TxId last = TxId.NONE;

    @BeforeEach
    void replicate() throws Exception {
        kit = new EngineKit(directory);
        application = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(application, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", ROWS);
        // Captures only when they are asked for.
        database = kit.start(settings -> settings.monitorInterval(Duration.ofHours(1)));
        database.sync(EngineKit.PATIENCE);
        TestDatabase.execute(application, ROWS);
        synced = database.sync(EngineKit.PATIENCE);
    }

    @AfterEach
    void everyFileIsSound() throws Exception {
        application.close();
        kit.close();
        assertThat(kit.damaged()).isEmpty();
        assertThat(kit.gaps()).isEmpty();
    }

    private Path copyOf(Path file) {
        return directory.resolve("synced").resolve(file.getFileName());
    }

    /** Another process copies: to close the database file here would drop SQLite's locks. */
    private void copySynced() throws Exception {
        Files.createDirectories(directory.resolve("synced"));
        for (Path file : List.of(kit.database().path(), kit.database().wal())) {
            assertThat(new ProcessBuilder("cp", file.toString(), copyOf(file).toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    private void commitAndAcknowledge(String... statements) throws Exception {
        TestDatabase.execute(application, statements);
        last = database.sync(EngineKit.PATIENCE);
        acknowledged = kit.content(application);
    }

    private void losePower() throws IOException, SQLException {
        application.close();
        kit.stopEngine();
        for (Path file : List.of(kit.database().path(), kit.database().wal())) {
            Files.write(
                    file,
                    Files.readAllBytes(copyOf(file)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        }
        Files.deleteIfExists(kit.database().shm());
        startMachineAnew();
    }

    private void startMachineAnew() throws IOException {
        Path identity = kit.meta().resolve("identity");
        Files.writeString(identity, Files.readString(identity).replaceAll("boot=\\S+", "boot=before"));
    }

    private Optional<RestoreResult> start(OnBehind onBehind) throws Exception {
        database = kit.open(settings -> settings.shutdownSyncTimeout(Duration.ofSeconds(2))
                .restore(RestoreOptions.DEFAULTS.withOnBehind(onBehind)));
        Optional<RestoreResult> result = database.restoreOnStart();
        application = kit.database().open();
        database.start();
        return result;
    }

    private void assertRolledForward() throws Exception {
        assertThat(start(OnBehind.ROLL_FORWARD).map(RestoreResult::txId)).contains(last);
        assertThat(kit.content()).isEqualTo(acknowledged);
        TestDatabase.execute(application, ROWS);
        assertThat(database.sync(EngineKit.PATIENCE).isAfter(last)).isTrue();
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(acknowledged);
    }

    private List<Path> movedAside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("app\\.db\\.before-restore-[^-]*"))
                    .toList();
        }
    }

    @Test
    void databaseAtAnEarlierTxIdIsRolledForward() throws Exception {
        copySynced();
        commitAndAcknowledge(ROWS);
        commitAndAcknowledge(ROWS, "DELETE FROM t WHERE id % 3 = 0");
        losePower();
        assertRolledForward();
        assertThat(movedAside()).hasSize(1);
        assertThat(new TestDatabase(movedAside().get(0)).value("SELECT count(*) FROM t"))
                .isEqualTo("100");
    }

    @Test
    void databaseWithinACaptureIsRolledForward() throws Exception {
        TestDatabase.execute(application, ROWS);
        copySynced();
        commitAndAcknowledge(ROWS, "DELETE FROM t WHERE id % 3 = 0");
        losePower();
        assertRolledForward();
    }

    @Test
    void databaseThatHasLostAllOfTheRunThatHadJustBegunIsRolledForward() throws Exception {
        // Sealed: the next writer begins the next run.
        database.stop();
        database.start();
        commitAndAcknowledge(ROWS);
        copySynced();
        Path wal = copyOf(kit.database().wal());
        Files.write(wal, Arrays.copyOf(Files.readAllBytes(wal), WalHeader.SIZE));
        commitAndAcknowledge(ROWS);
        losePower();
        assertRolledForward();
    }

    @Test
    void stagedFilesThatWereLostAsWellMakeNoDifference() throws Exception {
        copySynced();
        commitAndAcknowledge(ROWS);
        losePower();
        EngineKit.delete(kit.meta().resolve("ltx"));
        Files.deleteIfExists(kit.meta().resolve("sealed"));
        assertRolledForward();
    }

    @Test
    void databaseThatLostNothingStaysAsItIs() throws Exception {
        commitAndAcknowledge(ROWS);
        application.close();
        kit.stopEngine();
        startMachineAnew();
        assertThat(start(OnBehind.ROLL_FORWARD)).isEmpty();
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.fullFiles()).isEmpty();
        assertThat(kit.content()).isEqualTo(acknowledged);
    }

    /** It is not synced, and a journal may keep a name whose bytes it does not have. */
    @Test
    void stagedFileThatWasLostAloneLeadsToAFullFile() throws Exception {
        commitAndAcknowledge(ROWS);
        copySynced();
        losePower();
        Path staged = kit.meta().resolve("ltx/0").resolve(LtxFileName.of(last).toString());
        Files.delete(staged);
        Files.createFile(staged);
        assertThat(start(OnBehind.ROLL_FORWARD)).isEmpty();
        // Whether the full file has them or the one after it depends on who is faster.
        TestDatabase.execute(application, ROWS);
        assertThat(database.sync(EngineKit.PATIENCE))
                .isBetween(last.next(), last.next().next());
        assertThat(kit.fullFiles()).hasSize(1);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(acknowledged);
    }

    @Test
    void row21OlderCopyOnARunningMachineWasPutThereByAPerson() throws Exception {
        Path identity = kit.meta().resolve("identity");
        String boot = Files.readString(identity);
        copySynced();
        commitAndAcknowledge(ROWS);
        losePower();
        Files.writeString(identity, boot);
        assertThat(start(OnBehind.ROLL_FORWARD)).isEmpty();
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(last.next());
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(acknowledged);
        assertThat(kit.fullFiles()).hasSize(1);
    }

    @Test
    void commitsOfItsOwnAreNeitherLostNorHidden() throws Exception {
        copySynced();
        commitAndAcknowledge(ROWS);
        losePower();
        OtherProcess.execute(kit.database().path(), "PRAGMA wal_autocheckpoint=0", "CREATE TABLE own(x)", ROWS, ROWS);
        assertThat(start(OnBehind.ROLL_FORWARD)).isEmpty();
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.database().value("SELECT count(*) FROM t")).isEqualTo("200");
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(acknowledged);
    }

    @Test
    void onBehindFullGoesOnAboveWhatTheReplicaHas() throws Exception {
        copySynced();
        commitAndAcknowledge(ROWS);
        losePower();
        EngineKit.delete(kit.meta().resolve("ltx"));
        assertThat(start(OnBehind.FULL)).isEmpty();
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(last.next());
        assertThat(kit.content()).isNotEqualTo(acknowledged);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(acknowledged);
    }

    @Test
    void onBehindFailSaysWhatWasLost() throws Exception {
        copySynced();
        commitAndAcknowledge(ROWS);
        losePower();
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> start(OnBehind.FAIL))
                .withMessageContaining("ends at TXID " + synced + ", the replica at " + last);
        kit.stopEngine();
        assertRolledForward();
    }

    @Test
    void replicaThatIsDownKeepsNobodyFromStarting() throws Exception {
        copySynced();
        commitAndAcknowledge(ROWS);
        losePower();
        Files.move(kit.replica(), directory.resolve("away"));
        Files.createFile(kit.replica());
        assertThat(start(OnBehind.ROLL_FORWARD)).isEmpty();
        assertThat(kit.database().value("SELECT count(*) FROM t")).isEqualTo("100");
    }
}
