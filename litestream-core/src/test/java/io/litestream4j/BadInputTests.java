package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.StageError;
import io.litestream4j.testing.TestDatabase;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and directories that are not what they should be: a clear message, and nothing is changed (I6, I13). */
class BadInputTests {

    @TempDir
    private Path directory;

    private EngineKit kit;

    @BeforeEach
    void createKit() {
        kit = new EngineKit(directory);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private LitestreamDatabase start() {
        return kit.start(settings ->
                settings.shutdownSyncTimeout(Duration.ofMillis(100)).monitorInterval(Duration.ofMillis(20)));
    }

    private String messageWhenStalled() {
        LitestreamDatabase database = start();
        Awaitility.await().until(() -> database.status().state() == DatabaseState.STALLED);
        StageError error = Objects.requireNonNull(database.status().lastError());
        return error.message();
    }

    @Test
    void directoryInPlaceOfTheDatabase() throws Exception {
        Files.createDirectory(kit.database().path());
        assertThat(messageWhenStalled()).contains("app.db").containsIgnoringCase("directory");
        assertThat(kit.level(0)).doesNotExist();
    }

    @Test
    void fileThatIsNoDatabaseIsLeftAlone() throws Exception {
        Files.writeString(
                kit.database().path(), "this is not a database, and it is longer than a header of one.\n".repeat(9));
        byte[] before = Files.readAllBytes(kit.database().path());
        assertThat(messageWhenStalled()).contains("app.db").contains("not a database");
        assertThat(kit.database().path()).hasBinaryContent(before);
        assertThat(kit.level(0)).doesNotExist();
    }

    @Test
    void emptyFileIsADatabaseThatNothingWasWrittenTo() throws Exception {
        Files.createFile(kit.database().path());
        LitestreamDatabase database = start();
        assertThat(database.sync(EngineKit.PATIENCE).isNone()).isTrue();
        kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(x)");
        assertThat(database.sync(EngineKit.PATIENCE).isNone()).isFalse();
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void databaseThatIsOpenWithExclusiveLockingSaysSo() throws Exception {
        TestDatabase.create(kit.database().path(), 4096);
        try (var connection = kit.database().open()) {
            TestDatabase.execute(connection, "PRAGMA locking_mode=EXCLUSIVE", "CREATE TABLE t(x)");
            assertThat(messageWhenStalled()).contains("app.db is locked", "locking_mode=EXCLUSIVE");
        }
    }

    @Test
    void rollbackJournalThatIsInUseSaysSoAndBecomesAWalLater() throws Exception {
        kit.execute("PRAGMA journal_mode=DELETE", "CREATE TABLE t(x)");
        LitestreamDatabase database;
        try (var connection = kit.database().open()) {
            TestDatabase.execute(connection, "BEGIN IMMEDIATE");
            database = start();
            LitestreamDatabase started = database;
            Awaitility.await().until(() -> started.status().state() == DatabaseState.STALLED);
            assertThat(Objects.requireNonNull(database.status().lastError()).message())
                    .contains("app.db is locked", "rollback journal");
        }
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void fileInPlaceOfTheMetaPath() throws Exception {
        Files.writeString(kit.meta(), "in the way");
        LitestreamDatabase database = kit.open(settings -> settings);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(database::start)
                .withMessageContaining(kit.meta().toString());
        assertThat(kit.meta()).hasContent("in the way");
    }

    @Test
    void databaseDeletedWhileReplicatedIsLoud() throws Exception {
        TestDatabase.create(kit.database().path(), 4096);
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        List<LtxFileName> before = EngineKit.names(kit.level(0));
        Files.delete(kit.database().path());
        Awaitility.await().until(() -> database.status().state() == DatabaseState.STALLED);
        assertThat(Objects.requireNonNull(database.status().lastError()).message())
                .contains("has been deleted");
        assertThat(EngineKit.names(kit.level(0))).isEqualTo(before);
    }

    @Test
    void databaseReplacedWhileReplicatedGetsAFullFile() throws Exception {
        TestDatabase.create(kit.database().path(), 4096);
        kit.execute("CREATE TABLE t(x)");
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        TestDatabase other = TestDatabase.create(directory.resolve("other.db"), 4096);
        try (var connection = other.open()) {
            TestDatabase.execute(connection, "CREATE TABLE other(x)", "INSERT INTO other VALUES (1)");
        }
        Files.deleteIfExists(kit.database().wal());
        Files.deleteIfExists(kit.database().shm());
        Files.move(other.path(), kit.database().path(), StandardCopyOption.REPLACE_EXISTING);
        Awaitility.await().until(() -> kit.fullFiles().size() == 2);
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void newestStagedFileThatACrashHasCutIsCapturedAgain() throws Exception {
        TestDatabase.create(kit.database().path(), 4096);
        kit.execute("CREATE TABLE t(x)");
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        kit.execute("INSERT INTO t VALUES (0)");
        database.sync(EngineKit.PATIENCE);
        Files.move(kit.replica(), directory.resolve("away"));
        Files.writeString(kit.replica(), "in the way");
        kit.execute("INSERT INTO t VALUES (1)");
        assertThatExceptionOfType(LitestreamException.class).isThrownBy(() -> database.sync(Duration.ofMillis(100)));
        String content = kit.content();
        kit.stopEngine();
        List<LtxFileName> staged = EngineKit.names(kit.meta().resolve("ltx/0"));
        cut(kit.meta().resolve("ltx/0").resolve(staged.get(staged.size() - 1).toString()));
        Files.delete(kit.replica());
        Files.move(directory.resolve("away"), kit.replica());
        start().sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(content).isEqualTo(kit.content());
        assertThat(kit.fullFiles()).isEmpty();
        assertThat(kit.damaged()).isEmpty();
        assertThat(kit.gaps()).isEmpty();
    }

    @Test
    void metaPathThatCannotBeMadeIsNamedBeforeAnythingIsRestored() throws Exception {
        TestDatabase.create(kit.database().path(), 4096);
        start().sync(EngineKit.PATIENCE);
        kit.stopEngine();
        Files.delete(kit.database().path());
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("absent/directory"));
        LitestreamDatabase database = kit.open(settings -> settings.metaPath(link.resolve("meta")));
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(database::restoreOnStart)
                .withMessage("Cannot replicate " + kit.database().path() + ": the directory " + link.resolve("meta")
                        + " (meta-path) cannot be used: " + link + ": exists already");
        assertThat(kit.database().path()).doesNotExist();
    }

    private static void cut(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }
}
