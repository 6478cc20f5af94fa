package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.MeteredReplicaClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** One lease for all databases of a process, between two that replicate the same databases (I9). */
class SharedLeaseTests {

    // Where another process waits: so long that nobody loses it because the machine is busy.
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final List<String> NAMES = List.of("a.db", "b.db", "c.db");
    private static final String INSERT = "INSERT INTO t VALUES (randomblob(100))";

    @TempDir
    private Path directory;

    // Of clients for the place of the lease, where no replica is.
    private final AtomicLong leasePuts = new AtomicLong();
    private final List<Litestream> processes = new ArrayList<>();
    private ReplicaUrl root;
    private Litestream first;
    private Litestream second;

    @BeforeEach
    void createDatabases() throws Exception {
        root = ReplicaUrl.parse(directory.resolve("replicas").toUri().toString());
        first = process();
        second = process();
        for (String name : NAMES) {
            Files.createDirectories(path(first, name).getParent());
            TestDatabase.create(path(first, name), 4096);
            execute(path(first, name), "PRAGMA journal_mode=WAL", "CREATE TABLE t(x)", INSERT);
        }
    }

    @AfterEach
    void close() {
        processes.forEach(Litestream::close);
    }

    private Litestream process() {
        return process(this::client);
    }

    private Litestream process(Function<ReplicaOptions, ReplicaClient> clients) {
        Litestream process = new Litestream(new Surroundings(
                InstantSource.system(), (path, access) -> new FileSystemDirectory(path, access.atCreation()), clients));
        processes.add(process);
        return process;
    }

    private ReplicaClient client(ReplicaOptions options) {
        return new MeteredReplicaClient(ReplicaClients.create(options), (operation, outcome, bytes) -> {
            if (options.url().equals(root) && operation.equals("put")) {
                leasePuts.incrementAndGet();
            }
        });
    }

    private Path path(Litestream process, String name) {
        return directory.resolve("process" + processes.indexOf(process)).resolve(name);
    }

    private ReplicaUrl replica(String name) {
        return ReplicaUrl.parse(root + "/" + name);
    }

    private LeaseOptions lease(Duration ttl, Duration patience) {
        return new LeaseOptions(LeaseMode.REQUIRED, ttl, patience).sharedAt(root);
    }

    private List<LitestreamDatabase> open(Litestream process, Duration ttl, Duration patience) {
        return NAMES.stream().map(name -> open(process, name, ttl, patience)).toList();
    }

    private LitestreamDatabase open(Litestream process, String name, Duration ttl, Duration patience) {
        return process.open(DatabaseOptions.builder(path(process, name), replica(name))
                .lease(lease(ttl, patience))
                .build());
    }

    private List<LitestreamDatabase> start(Duration ttl) {
        List<LitestreamDatabase> databases = open(first, ttl, EngineKit.PATIENCE);
        databases.forEach(LitestreamDatabase::start);
        databases.forEach(database -> database.sync(EngineKit.PATIENCE));
        return databases;
    }

    /** Opens the databases in the other process, and has all of them wait. */
    private Map<LitestreamDatabase, CompletableFuture<Void>> standBy() {
        Map<LitestreamDatabase, CompletableFuture<Void>> waiting = new LinkedHashMap<>();
        NAMES.forEach(name -> standBy(waiting, open(second, name, LONG, LONG)));
        return waiting;
    }

    private static void standBy(Map<LitestreamDatabase, CompletableFuture<Void>> waiting, LitestreamDatabase database) {
        waiting.put(database, CompletableFuture.runAsync(database::restoreOnStart, task -> new Thread(task).start()));
        awaitLease(database, false, 1);
    }

    /** Closes the database that asks for all, and has it wait again: one of the others goes on asking. */
    private void closeTheOneThatAsks(Map<LitestreamDatabase, CompletableFuture<Void>> waiting) {
        LitestreamDatabase asking = waiting.keySet().iterator().next();
        asking.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(Objects.requireNonNull(waiting.remove(asking))::get)
                .withMessageContaining("was ended");
        standBy(waiting, open(second, NAMES.get(0), LONG, LONG));
    }

    private static void awaitLease(LitestreamDatabase database, boolean held, long generation) {
        await().atMost(EngineKit.PATIENCE)
                .untilAsserted(() -> assertThat(database.status().lease())
                        .extracting(LeaseStatus::held, LeaseStatus::generation)
                        .containsExactly(held, generation));
    }

    private static LeaseStatus lease(LitestreamDatabase database) {
        return Objects.requireNonNull(database.status().lease());
    }

    private static void execute(Path database, String... statements) throws Exception {
        try (Connection connection = new TestDatabase(database).open()) {
            TestDatabase.execute(connection, statements);
        }
    }

    private String lockFile() throws IOException {
        return Files.readString(directory.resolve("replicas").resolve("lock.json"));
    }

    private List<Path> lockFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("replicas"))) {
            return files.filter(file -> file.endsWith("lock.json")).toList();
        }
    }

    @Test
    void theNextProcessWaitsForAllOfThemThenTakesOverAll() throws Exception {
        List<LitestreamDatabase> databases = start(LONG);
        assertThat(databases)
                .allSatisfy(database -> assertThat(lease(database).held()).isTrue());
        Map<LitestreamDatabase, CompletableFuture<Void>> waiting = standBy();
        closeTheOneThatAsks(waiting);
        assertThat(waiting.keySet())
                .extracting(database -> database.status().state())
                .containsOnly(DatabaseState.STANDBY);
        for (LitestreamDatabase database : databases) {
            assertThat(lockFile()).doesNotContain("0001-01-01");
            assertThat(waiting.values()).noneMatch(CompletableFuture::isDone);
            execute(database.options().path(), INSERT);
            database.close();
            assertThat(lease(database).held()).isFalse();
        }
        for (Map.Entry<LitestreamDatabase, CompletableFuture<Void>> entry : waiting.entrySet()) {
            entry.getValue().get();
            entry.getKey().start();
            entry.getKey().sync(EngineKit.PATIENCE);
            assertThat(lease(entry.getKey())).isEqualTo(new LeaseStatus(true, ThisProcess.name(), 2, false));
        }
        for (String name : NAMES) {
            assertThat(DatabaseContent.logicalSha256(path(second, name)))
                    .isEqualTo(DatabaseContent.logicalSha256(path(first, name)));
        }
        assertThat(lockFiles()).hasSize(1);
    }

    @Test
    void aSecondProcessIsRefusedAsAWhole() {
        start(LONG);
        for (LitestreamDatabase database : open(second, LONG, Duration.ZERO)) {
            assertThatExceptionOfType(LitestreamException.class)
                    .isThrownBy(database::restoreOnStart)
                    .withMessageContaining("the lease of " + root)
                    .withMessageContaining("(generation 1) holds it");
            assertThat(database.options().path()).doesNotExist();
        }
    }

    @Test
    void renewalsDoNotDependOnTheNumberOfDatabases() {
        long begin = System.nanoTime();
        start(SHORT);
        await().atMost(EngineKit.PATIENCE).until(() -> leasePuts.get() >= 7);
        long renewals = leasePuts.get() - 1;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(renewals).isLessThanOrEqualTo(elapsed.dividedBy(SHORT.dividedBy(3)));
    }

    @Test
    void losingItFencesAll() throws Exception {
        List<LitestreamDatabase> databases = start(SHORT);
        Files.delete(directory.resolve("replicas").resolve("lock.json"));
        for (LitestreamDatabase database : databases) {
            await().atMost(EngineKit.PATIENCE).until(() -> database.status().state() == DatabaseState.FENCED);
            assertThat(lease(database).held()).isFalse();
            assertThatExceptionOfType(LitestreamException.class)
                    .isThrownBy(() -> database.sync(EngineKit.PATIENCE))
                    .withMessageContaining("is lost");
        }
        first.close();
        assertThat(lockFiles()).isEmpty();
    }

    @Test
    void aFencedDatabaseLeavesTheLeaseToTheOthers() throws Exception {
        List<LitestreamDatabase> databases = start(SHORT);
        LitestreamDatabase fenced = databases.get(0);
        try (ReplicaClient other = ReplicaClients.create(ReplicaOptions.of(replica(NAMES.get(0))))) {
            other.create(
                    0,
                    LtxFileName.of(fenced.status().replica().txId().next()),
                    Instant.EPOCH,
                    new BytesSource(new byte[1000]));
        }
        execute(fenced.options().path(), INSERT);
        fenced.committed();
        await().atMost(EngineKit.PATIENCE).until(() -> fenced.status().state() == DatabaseState.FENCED);
        fenced.close();
        for (LitestreamDatabase database : databases.subList(1, 3)) {
            execute(database.options().path(), INSERT);
            database.sync(EngineKit.PATIENCE);
        }
        assertThat(lockFile()).doesNotContain("0001-01-01");
        first.close();
        assertThat(lockFile()).contains("0001-01-01", "\"generation\":1");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "litestream.slow",
            matches = "true",
            disabledReason = "waits ten seconds for a thread")
    void anUploadThatIsUnderWayKeepsItFromTheNextProcess() throws Exception {
        GatedStore.Gate gate = GatedStore.Gate.beforeLevelZero();
        Litestream slow = process(options -> new GatedStore(client(options), gate));
        Path file = path(first, NAMES.get(0));
        LitestreamDatabase database = slow.open(DatabaseOptions.builder(file, replica(NAMES.get(0)))
                .lease(lease(LONG, LONG))
                .shutdownSyncTimeout(Duration.ofMillis(100))
                .build());
        database.start();
        gate.awaitFile();
        database.close();
        assertThat(lockFile()).doesNotContain("0001-01-01");
        gate.pass();
    }

    @Test
    void itIsToBeHadAgainAfterAllHaveBeenClosed() {
        start(SHORT).forEach(LitestreamDatabase::close);
        assertThat(start(SHORT)).allSatisfy(database -> {
            assertThat(lease(database).held()).isTrue();
            assertThat(lease(database).generation()).isEqualTo(2);
        });
    }

    @Test
    void aReplicaSomewhereElseIsRefused() {
        DatabaseOptions.Builder elsewhere = DatabaseOptions.builder(
                        path(first, NAMES.get(0)), ReplicaUrl.parse("file:///somewhere/else"))
                .lease(lease(LONG, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(elsewhere::build)
                .withMessageContaining(root.toString())
                .withMessageContaining("file:///somewhere/else");
    }

    @Test
    void databasesThatDoNotAgreeOnItAreRefused() {
        open(first, LONG, Duration.ZERO);
        DatabaseOptions.Builder another = DatabaseOptions.builder(path(first, "d.db"), replica("d.db"));
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> first.open(another.lease(lease(LONG, SHORT)).build()))
                .withMessageContaining("make them the same");
        ReplicaOptions access = ReplicaOptions.of(replica("d.db")).withSettings(Map.of("endpoint", "elsewhere"));
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> first.open(DatabaseOptions.builder(path(first, "d.db"), access)
                        .lease(lease(LONG, Duration.ZERO))
                        .build()))
                .withMessageContaining("make them the same");
    }
}
