package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.replica.MeteredReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageState;
import io.litestream4j.status.StageStatus;
import io.litestream4j.verify.VerifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that is verified while it is written to (I13). */
class ScheduledVerificationTests {

    private static final VerificationOptions OFTEN = new VerificationOptions(Duration.ofMillis(50), VerifyMode.FULL);

    @TempDir
    private Path directory;

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    /** Each test starts its own. */
    @SuppressWarnings("NullAway.Init")
    private EngineKit kit;

    @SuppressWarnings("NullAway.Init")
    private LitestreamDatabase database;

    private void start(Surroundings surroundings) throws Exception {
        kit = new EngineKit(directory, surroundings);
        kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(x)", "INSERT INTO t VALUES (randomblob(10000))");
        database = kit.start(options -> options.verification(OFTEN).upkeep(SnapshotTests.NEVER));
        database.sync(EngineKit.PATIENCE);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private StageStatus stage() {
        return database.status().stage(Stage.VERIFICATION);
    }

    private void awaitStage(StageState state) {
        await().atMost(EngineKit.PATIENCE).until(() -> stage().state() == state && stage().lastSuccess() != null);
    }

    /** What is due at the start is done, and nothing is for years. */
    private void awaitEndOfUpkeep() {
        await().atMost(EngineKit.PATIENCE)
                .until(() -> database.status().stage(Stage.RETENTION).lastSuccess() != null
                        && database.status().stage(Stage.SNAPSHOT).backlog() == 0);
    }

    private List<Path> replicaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(kit.replica())) {
            return files.filter(file -> file.toString().endsWith(".ltx"))
                    .sorted()
                    .toList();
        }
    }

    private Path firstFile() throws IOException {
        return replicaFiles().get(0);
    }

    private void replaceFirstFile(byte[] content) throws IOException {
        Path file = firstFile();
        Path other = Files.write(directory.resolve("other"), content);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void i13DamageShowsAsAStalledStageUntilItIsGone() throws Exception {
        start(Surroundings.real(InstantSource.system()));
        awaitStage(StageState.WORKING);
        byte[] sound = Files.readAllBytes(firstFile());
        byte[] damaged = sound.clone();
        damaged[sound.length / 2] ^= 1;
        replaceFirstFile(damaged);
        awaitStage(StageState.STALLED);
        assertThat(Objects.requireNonNull(database.status().lastError()).message())
                .contains("is damaged", firstFile().getFileName().toString());
        assertThat(database.status().state()).isEqualTo(DatabaseState.REPLICATING);
        replaceFirstFile(sound);
        awaitStage(StageState.WORKING);
    }

    @Test
    void i13AReplicaThatHasLostItsEndShows() throws Exception {
        start(Surroundings.real(InstantSource.system()));
        awaitStage(StageState.WORKING);
        awaitEndOfUpkeep();
        for (Path file : replicaFiles()) {
            Files.delete(file);
        }
        awaitStage(StageState.STALLED);
        assertThat(Objects.requireNonNull(database.status().lastError()).message())
                .contains("somebody else deletes files there");
    }

    @Test
    void aVerificationThatIsUnderWayEndsWithTheDatabase() throws Exception {
        start(new Surroundings(
                InstantSource.system(),
                (path, access) -> new FileSystemDirectory(path, access.atCreation()),
                options -> new MeteredReplicaClient(
                        ReplicaClients.create(options), (operation, outcome, bytes) -> hangInVerification())));
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        kit.stopEngine();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    /** Where a file was read by a thread of a verification. */
    private void hangInVerification() {
        if (Thread.currentThread().getName().startsWith("litestream-verify-")) {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        }
    }
}
