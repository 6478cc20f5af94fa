package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageState;
import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database's files change while they are replicated: rows 19 to 24 of the core behaviours, holes 7 and 8. Either a full
 * file follows, or replication stops and says so; never silence.
 */
class FileChangesTests {

    private static final String ROWS =
            "INSERT INTO t(x) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
                    + " SELECT hex(randomblob(100)) FROM n";

    private static final UpkeepOptions SHORT_LEVELS = new UpkeepOptions(
            List.of(Duration.ofMillis(200), Duration.ofMillis(400)),
            Duration.ofHours(1),
            null,
            Duration.ofHours(1),
            Duration.ofHours(1),
            true,
            0,
            0,
            0,
            1 << 20);

    @TempDir
    private Path directory;

    private EngineKit kit;
    private Connection application;
    private LitestreamDatabase database;

    @BeforeEach
    void replicate() throws Exception {
        kit = new EngineKit(directory);
        application = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(application, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", ROWS);
        database = start();
        database.sync(EngineKit.PATIENCE);
    }

    @AfterEach
    void everyFileIsSound() throws Exception {
        application.close();
        kit.close();
        assertThat(kit.damaged()).isEmpty();
        assertThat(kit.gaps()).isEmpty();
    }

    private LitestreamDatabase start() {
        return kit.start(settings -> settings.monitorInterval(Duration.ofMillis(50)));
    }

    private Path anotherDatabase() throws SQLException {
        TestDatabase other = TestDatabase.create(directory.resolve("other.db"), 4096);
        try (Connection connection = other.open()) {
            TestDatabase.execute(connection, "CREATE TABLE other(x)", "INSERT INTO other VALUES (1)");
        }
        return other.path();
    }

    private Path olderCopy() throws Exception {
        Path copy = directory.resolve("copy.db");
        OtherProcess.execute(kit.database().path(), "VACUUM INTO '" + copy + "'");
        TestDatabase.execute(application, ROWS, ROWS);
        database.sync(EngineKit.PATIENCE);
        return copy;
    }

    private void putInPlace(Path file) throws IOException {
        Files.move(file, kit.database().path(), StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertLoud(String reason) throws Exception {
        String before = kit.restored();
        awaitStalled(reason);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.sync(Duration.ofSeconds(5)))
                .withMessageContaining(reason);
        assertThat(kit.restored()).isEqualTo(before);
    }

    private void awaitStalled(String reason) {
        Awaitility.await().untilAsserted(() -> assertThat(database.status())
                .satisfies(status -> assertThat(status.state()).isEqualTo(DatabaseState.STALLED))
                .satisfies(status -> assertThat(
                                Objects.requireNonNull(status.lastError()).message())
                        .contains(reason)));
    }

    private void reconnect() throws SQLException {
        application.close();
        application = kit.database().open();
    }

    private void assertReplicatedAgain() throws Exception {
        TestDatabase.execute(application, "CREATE TABLE again(x)");
        Awaitility.await().untilAsserted(() -> assertThat(database.status().state())
                .as("%s", database.status().lastError())
                .isEqualTo(DatabaseState.REPLICATING));
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void row19DeletedIsLoud() throws Exception {
        Files.delete(kit.database().path());
        assertLoud("has been deleted");
    }

    @Test
    void deletedIsLoudAtTheFirstLook() throws Exception {
        List<StageState> states = new CopyOnWriteArrayList<>();
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.StageChanged changed
                    && changed.stage().stage() == Stage.CAPTURE) {
                states.add(changed.stage().state());
            }
        });
        Files.delete(kit.database().path());
        awaitStalled("has been deleted");
        assertThat(states).containsExactly(StageState.STALLED);
    }

    @Test
    void row20ReplacedIsLoudUntilTheApplicationConnectsToTheNewFile() throws Exception {
        Path other = anotherDatabase();
        Files.delete(kit.database().wal());
        Files.delete(kit.database().shm());
        putInPlace(other);
        assertLoud(
                "has been replaced by another file while it was replicated, and the application still has connections");
        reconnect();
        assertReplicatedAgain();
        assertThat(kit.fullFiles()).last().asString().contains("another file");
    }

    @Test
    void row21ReplacedByAnOlderCopyWithTheNewerWalBesideItIsLoud() throws Exception {
        putInPlace(olderCopy());
        assertLoud("has been replaced by another file");
        application.close();
        assertLoud("SQLite would apply it");
        Files.delete(kit.database().wal());
        Files.delete(kit.database().shm());
        application = kit.database().open();
        assertReplicatedAgain();
    }

    @Test
    void row21OlderCopyWrittenOverTheFileLeadsToAFullFile() throws Exception {
        TestDatabase.execute(application, "CREATE TABLE more(x)");
        Path copy = olderCopy();
        TestDatabase.execute(application, "DROP TABLE more", ROWS);
        database.sync(EngineKit.PATIENCE);
        writeOver(copy);
        Awaitility.await().until(() -> kit.fullFiles().size() == 2);
        assertThat(kit.fullFiles()).last().asString().contains("has been overwritten while it was replicated");
    }

    /** In this process, opening and closing the file would drop SQLite's locks. */
    private void writeOver(Path copy) throws Exception {
        assertThat(new ProcessBuilder(
                                "cp", copy.toString(), kit.database().path().toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void fullFileOfAnOverwrittenDatabaseThatFailsIsTakenLater() throws Exception {
        kit.stopEngine();
        database = kit.start(
                settings -> settings.monitorInterval(Duration.ofMillis(50)).busyTimeout(Duration.ofMillis(50)));
        Path copy = olderCopy();
        TestDatabase.execute(application, ROWS);
        database.sync(EngineKit.PATIENCE);
        TestDatabase.execute(application, "BEGIN IMMEDIATE");
        writeOver(copy);
        awaitStalled("somebody has held the write lock");
        TestDatabase.execute(application, "ROLLBACK");
        Awaitility.await().until(() -> database.status().state() == DatabaseState.REPLICATING);
        LtxFileName newest = LtxFileName.of(database.sync(EngineKit.PATIENCE));
        try (LtxReader reader =
                new LtxReader(Files.newInputStream(kit.level(0).resolve(newest.toString())), newest.toString())) {
            assertThat(reader.header().commit()).isGreaterThan(1);
            for (int page = 1; page <= reader.header().commit(); page++) {
                assertThat(reader.nextPage()).isTrue();
            }
        }
    }

    @Test
    void emptiedIsLoud() throws Exception {
        TestDatabase.execute(application, "PRAGMA cache_size=0");
        assertThat(new ProcessBuilder(
                                "truncate", "-s", "0", kit.database().path().toString())
                        .start()
                        .waitFor())
                .isZero();
        assertLoud("has been deleted or emptied");
    }

    @Test
    void deletedWalIsLoudAndLosesNothing() throws Exception {
        TestDatabase.execute(application, ROWS);
        Files.delete(kit.database().wal());
        TestDatabase.execute(application, ROWS);
        String content = kit.content(application);
        awaitStalled("-wal has been deleted while it was replicated");
        assertThat(kit.restored()).isEqualTo(content);
        reconnect();
        assertReplicatedAgain();
        TestDatabase.execute(application, "DROP TABLE again");
        assertThat(kit.content()).isEqualTo(content);
    }

    @Test
    void row24JournalModeCannotBeChangedWhileReplicated() throws Exception {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> TestDatabase.execute(application, "PRAGMA busy_timeout=1", "PRAGMA journal_mode=DELETE"))
                .withMessageContaining("locked");
        TestDatabase.execute(application, ROWS);
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.fullFiles()).hasSize(1);
    }

    @Test
    void hole8PageSizeChangedWhileDownKeepsEveryEarlierPointAndTheLevelsGoOn() throws Exception {
        String before = kit.content();
        TxId last = database.sync(EngineKit.PATIENCE);
        application.close();
        kit.stopEngine();
        OtherProcess.execute(
                kit.database().path(),
                "PRAGMA journal_mode=DELETE",
                "PRAGMA page_size=8192",
                "VACUUM",
                "PRAGMA journal_mode=WAL",
                ROWS);
        application = kit.database().open();
        database = kit.start(settings -> settings.upkeep(SHORT_LEVELS));
        TestDatabase.execute(application, ROWS);
        TxId newest = database.sync(EngineKit.PATIENCE);
        assertThat(kit.fullFiles()).containsExactly("the page size changed from 4096 to 8192");
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(before);
        // For those who merge everything that a restore reads.
        Awaitility.await().until(() -> EngineKit.names(kit.level(9)).stream()
                .anyMatch(name -> !name.max().isAfter(newest) && name.max().isAfter(last)));
        Awaitility.await().until(() -> EngineKit.names(kit.level(2)).stream()
                .anyMatch(name -> name.min().isAfter(last) && name.max().equals(newest)));
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void row21OlderCopyWrittenUnderTheNewerWalWhileDownLeadsToAFullFile() throws Exception {
        Path copy = olderCopy();
        application.close();
        kit.stopEngine();
        Files.write(
                kit.database().path(),
                Files.readAllBytes(copy),
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        assertFullFile("it is an older copy");
    }

    @Test
    void row21OlderCopyMovedUnderTheNewerWalWhileDownLeadsToAFullFile() throws Exception {
        Path copy = olderCopy();
        application.close();
        kit.stopEngine();
        putInPlace(copy);
        assertFullFile("another file");
    }

    private void assertFullFile(String reason) throws Exception {
        application = kit.database().open();
        database = start();
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.fullFiles()).singleElement().asString().contains(reason);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }
}
