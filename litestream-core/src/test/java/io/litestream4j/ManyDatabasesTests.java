package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many databases in one process: idle ones cost nothing, and none disturbs another (I7, I13, I14). */
class ManyDatabasesTests {

    private static final int MANY = Integer.getInteger("many.databases", 200);
    private static final int SOME = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String INSERT = "INSERT INTO t VALUES (1)";

    @TempDir
    private Path directory;

    private final Litestream litestream = new Litestream();
    private Path template;

    @BeforeEach
    void createTemplate() throws Exception {
        template = directory.resolve("template.db");
        try (var connection = TestDatabase.create(template, 4096).open()) {
            TestDatabase.execute(connection, "CREATE TABLE t(x)", INSERT);
        }
    }

    @AfterEach
    void close() {
        litestream.close();
    }

    private Path database(String name) throws IOException {
        // Nobody has the template open, so that a copy is safe.
        return Files.copy(template, directory.resolve(name));
    }

    private LitestreamDatabase start(Path database) {
        Path replica = directory.resolve("replica").resolve(database.getFileName());
        LitestreamDatabase opened = litestream.open(DatabaseOptions.builder(
                        database, ReplicaUrl.parse(replica.toUri().toString()))
                .monitorInterval(Duration.ofMillis(200))
                // Those that are broken cannot upload anything at the end.
                .shutdownSyncTimeout(Duration.ofSeconds(1))
                .build());
        opened.start();
        return opened;
    }

    private List<LitestreamDatabase> startHealthy(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            start(database("healthy-" + i + ".db"));
        }
        return litestream.databases();
    }

    private static boolean isReplicated(LitestreamDatabase database) {
        return !database.status().replica().txId().isNone();
    }

    private static List<String> threadsOfDatabases() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("litestream-") && name.contains("healthy"))
                .toList();
    }

    private static void awaitReplicated(List<LitestreamDatabase> databases) {
        Awaitility.await().atMost(PATIENCE).until(() -> databases.stream().allMatch(ManyDatabasesTests::isReplicated));
    }

    @Test
    void idleDatabasesHaveNoThreadsButCommitsAreNoticed() throws Exception {
        List<LitestreamDatabase> databases = startHealthy(MANY);
        awaitReplicated(databases);
        Awaitility.await().atMost(PATIENCE).until(() -> threadsOfDatabases().isEmpty());

        LitestreamDatabase first = databases.get(0);
        LitestreamDatabase last = databases.get(MANY - 1);
        var before = last.status().replica().txId();
        OtherProcess.execute(last.options().path(), INSERT);
        Awaitility.await().until(() -> last.status().replica().txId().isAfter(before));
        try (var connection = new TestDatabase(first.options().path()).open()) {
            TestDatabase.execute(connection, INSERT);
            first.committed();
            assertThat(first.sync(PATIENCE).isAfter(before)).isTrue();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> threadsOfDatabases().isEmpty());
        assertThat(databases)
                .allSatisfy(
                        database -> assertThat(database.status().lastError()).isNull());
    }

    @Test
    void brokenDatabasesDisturbNoOther() throws Exception {
        List<LitestreamDatabase> broken = IntStream.range(0, 3)
                .mapToObj(i -> directory.resolve("broken-" + i + ".db"))
                .map(this::start)
                .toList();
        Files.createDirectory(broken.get(0).options().path());
        Files.writeString(broken.get(1).options().path(), "this is no database ".repeat(100));
        database("broken-2.db");
        Files.writeString(Files.createDirectories(directory.resolve("replica")).resolve("broken-2.db"), "in the way");
        startHealthy(SOME);
        List<LitestreamDatabase> healthy = litestream.databases().stream()
                .filter(database -> !broken.contains(database))
                .toList();
        awaitReplicated(healthy);
        Awaitility.await().atMost(PATIENCE).until(() -> threadsOfDatabases().isEmpty());
        assertThat(broken).allSatisfy(database -> Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.status().lastError()).isNotNull()));
        assertThat(healthy).allSatisfy(database -> assertThat(database.status().lastError())
                .isNull());
    }
}
