package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreOnStartTests {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();
    private static final RestoreTarget TXID_3 = new RestoreTarget.AtTxId(new TxId(3));
    private static final String ASIDE = "app.db.before-restore-20270101T000000.000Z";

    @TempDir
    private Path directory;

    private ReplicaFixture fixture;
    private ReplicaClient client;
    private Path home;
    private Path database;

    @BeforeEach
    void copyFixture() throws IOException {
        fixture = ReplicaFixture.copy("restart-gap", directory);
        client = fixture.client();
        home = Files.createDirectory(directory.resolve("app"));
        database = home.resolve("app.db");
    }

    @AfterEach
    void closeClient() throws IOException {
        client.close();
    }

    @Test
    void missingDatabaseIsRestoredAndTheResultSaysWhatWasReached() throws IOException {
        RestoreResult result = run(RestorePolicy.IF_MISSING, LATEST).orElseThrow();
        assertThat(Sha256.of(database)).isEqualTo(sha256("latest"));
        assertThat(result.path()).isEqualTo(database);
        assertThat(result.txId()).isEqualTo(new TxId(11));
        assertThat(result.time()).isBefore(Restores.NOW);
        assertThat(result.finished()).isEqualTo(Restores.NOW);
        assertThat(Restores.names(home)).containsExactly("app.db");
    }

    @Test
    void olderFilesAreNotReadWhenANewerOneHoldsEveryPage() throws IOException {
        RestoreResult result = run(RestorePolicy.IF_MISSING, new RestoreTarget.AtTxId(new TxId(6)))
                .orElseThrow();
        assertThat(result.files()).isEqualTo(1);
    }

    @Test
    void existingDatabaseIsLeftAlone() throws IOException {
        run(RestorePolicy.IF_MISSING, TXID_3);
        String before = Sha256.of(database);
        assertThat(run(RestorePolicy.IF_MISSING, LATEST)).isEmpty();
        assertThat(Sha256.of(database)).isEqualTo(before);
    }

    @Test
    void i5ExistingDatabaseIsMovedAsideWithItsCompanions() throws IOException {
        run(RestorePolicy.IF_MISSING, LATEST);
        Files.writeString(database.resolveSibling("app.db-wal"), "wal");
        Files.writeString(database.resolveSibling("app.db-shm"), "shm");
        assertThat(run(RestorePolicy.IF_MISSING, TXID_3)).isPresent();
        assertThat(Sha256.of(database)).isEqualTo(sha256("0000000000000003"));
        assertThat(Sha256.of(database.resolveSibling(ASIDE))).isEqualTo(sha256("latest"));
        assertThat(database.resolveSibling(ASIDE + "-wal")).hasContent("wal");
        assertThat(database.resolveSibling(ASIDE + "-shm")).hasContent("shm");
        assertThat(Restores.names(home)).containsExactly("app.db", ASIDE, ASIDE + "-shm", ASIDE + "-wal", "meta");
    }

    @Test
    void databaseBehindALinkIsReplacedWhereItIs() throws IOException {
        Path real = Files.createDirectory(directory.resolve("data")).resolve("real.db");
        run(Restores.request(real, LATEST));
        Files.createSymbolicLink(database, real);
        run(RestorePolicy.IF_MISSING, TXID_3);
        assertThat(database).isSymbolicLink();
        assertThat(Sha256.of(real)).isEqualTo(sha256("0000000000000003"));
    }

    @Test
    void pointInTimeIsRestoredOnce() throws IOException {
        assertThat(run(RestorePolicy.IF_MISSING, TXID_3)).isPresent();
        assertThat(run(RestorePolicy.IF_MISSING, TXID_3)).isEmpty();
    }

    @Test
    void anotherPointInTimeIsRestoredAgain() throws IOException {
        run(RestorePolicy.IF_MISSING, TXID_3);
        assertThat(run(RestorePolicy.IF_MISSING, new RestoreTarget.AtTxId(new TxId(2))))
                .isPresent();
        assertThat(run(RestorePolicy.IF_MISSING, TXID_3)).isPresent();
        // Both databases that were replaced within one millisecond are kept.
        assertThat(Restores.names(home)).containsExactly("app.db", ASIDE, ASIDE + ".2", "meta");
    }

    @Test
    void databaseThatIsLostAfterAPointInTimeWasRestoredComesBackInItsNewestState() throws IOException {
        run(RestorePolicy.IF_MISSING, TXID_3);
        Files.delete(database);
        run(RestorePolicy.IF_MISSING, TXID_3);
        assertThat(Sha256.of(database)).isEqualTo(sha256("latest"));
    }

    @Test
    void alwaysReplacesOnce() throws IOException {
        run(RestorePolicy.IF_MISSING, LATEST);
        assertThat(run(RestorePolicy.ALWAYS, LATEST)).isPresent();
        assertThat(run(RestorePolicy.ALWAYS, LATEST)).isEmpty();
    }

    @Test
    void companionsOfAMissingDatabaseAreMovedAside() throws IOException {
        Files.writeString(database.resolveSibling("app.db-wal"), "wal");
        run(RestorePolicy.IF_MISSING, LATEST);
        assertThat(Sha256.of(database)).isEqualTo(sha256("latest"));
        assertThat(database.resolveSibling(ASIDE + "-wal")).hasContent("wal");
        assertThat(database.resolveSibling("app.db-wal")).doesNotExist();
    }

    @Test
    void leftoversOfARestoreThatDiedAreDeleted() throws IOException {
        Files.writeString(database.resolveSibling("app.db.0815.restoring"), "half a database");
        Files.writeString(database.resolveSibling("other.db.0815.restoring"), "not ours");
        run(RestorePolicy.IF_MISSING, LATEST);
        assertThat(Restores.names(home)).containsExactly("app.db", "other.db.0815.restoring");
    }

    @Test
    void whatAnotherDatabaseIsRestoredToStaysThoughItsNameBeginsWithOurs() throws IOException {
        Files.writeString(database.resolveSibling("app.db.check.0815.restoring"), "not ours");
        Files.writeString(database.resolveSibling("app.db.check.0815.restoring-wal"), "not ours");
        Files.writeString(database.resolveSibling("app.db.0815.restoring-wal"), "ours");
        run(RestorePolicy.IF_MISSING, LATEST);
        assertThat(Restores.names(home))
                .containsExactly("app.db", "app.db.check.0815.restoring", "app.db.check.0815.restoring-wal");
    }

    @Test
    void i5FailedRestoreLeavesTheExistingDatabaseAlone() throws IOException {
        run(RestorePolicy.IF_MISSING, LATEST);
        Files.writeString(database.resolveSibling("app.db-wal"), "wal");
        assertFails(RestorePolicy.IF_MISSING, new RestoreTarget.AtTxId(new TxId(99)), Reason.TXID_NOT_AVAILABLE);
        assertThat(Sha256.of(database)).isEqualTo(sha256("latest"));
        assertThat(Restores.names(home)).containsExactly("app.db", "app.db-wal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "this is a text file, and a rather long one, but not a database, whatever its name is"})
    void fileThatIsNoDatabaseIsRefusedAndKept(String content) throws IOException {
        Files.writeString(database, content);
        assertFails(RestorePolicy.IF_MISSING, LATEST, Reason.NOT_A_DATABASE);
        assertThat(database).hasContent(content);
        assertThat(Restores.names(home)).containsExactly("app.db");
    }

    @Test
    void directoryIsRefused() throws IOException {
        Files.createDirectory(database);
        assertFails(RestorePolicy.IF_MISSING, LATEST, Reason.NOT_A_DATABASE);
    }

    @Test
    void linkThatLeadsNowhereIsRefused() throws IOException {
        Files.createSymbolicLink(database, directory.resolve("unmounted/app.db"));
        assertFails(RestorePolicy.IF_MISSING, LATEST, Reason.NOT_A_DATABASE);
        assertThat(database).isSymbolicLink();
    }

    @Test
    void timestampInTheFutureIsRefused() {
        Instant future = Restores.NOW.plusSeconds(1);
        assertFails(RestorePolicy.IF_MISSING, new RestoreTarget.AtTime(future), Reason.TIMESTAMP_NOT_AVAILABLE);
    }

    @Test
    void replicaWithoutBackupIsAFreshStart() throws IOException {
        useReplica("empty");
        assertThat(run(RestorePolicy.IF_MISSING, LATEST)).isEmpty();
        assertThat(Restores.names(home)).isEmpty();
    }

    @Test
    void replicaWithoutBackupFailsWhenOneIsRequired() throws IOException {
        useReplica("empty");
        RestoreRequest request = new RestoreRequest(
                database,
                directory.resolve("meta"),
                RestorePolicy.IF_MISSING,
                LATEST,
                true,
                IntegrityCheckMode.NONE,
                Restores.PARALLELISM,
                Duration.ofMinutes(1));
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> run(request))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_BACKUP));
    }

    @Test
    void replicaWithoutBackupFailsWhenAPointInTimeIsAskedFor() throws IOException {
        useReplica("empty");
        assertFails(RestorePolicy.IF_MISSING, TXID_3, Reason.NO_BACKUP);
    }

    @Test
    void i6UnreachableStorageIsNotAFreshStart() throws IOException {
        Files.writeString(directory.resolve("file"), "not a directory");
        useReplica("file");
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> run(RestorePolicy.IF_MISSING, LATEST));
        assertThat(Restores.names(home)).isEmpty();
    }

    @Test
    void i5DatabaseThatAppearsDuringTheRestoreIsKept() {
        ReplicaClient flaky = new FlakyReplicaClient(client, 1, Integer.MAX_VALUE);
        Pause appear = duration -> write(database, "somebody else's");
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> Restores.run(flaky, () -> Restores.NOW, appear, Restores.request(database, LATEST)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TARGET_EXISTS));
        assertThat(database).hasContent("somebody else's");
    }

    @Test
    void diskThatRefusesIsNamedWithWhatToDo() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way of a directory");
        assertThatIOException()
                .isThrownBy(() -> run(Restores.request(file.resolve("app.db"), LATEST)))
                .withMessageContaining(file.toString())
                .withMessageContaining("check that the database's directory");
    }

    private void useReplica(String name) throws IOException {
        client.close();
        client = new ReplicaFixture(directory.resolve(name), fixture.manifest()).client();
    }

    private void assertFails(RestorePolicy policy, RestoreTarget target, Reason reason) {
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> run(policy, target))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Optional<RestoreResult> run(RestorePolicy policy, RestoreTarget target) throws IOException {
        return run(Restores.request(database, policy, target));
    }

    private Optional<RestoreResult> run(RestoreRequest request) throws IOException {
        return Restores.run(client, request);
    }

    private String sha256(String point) {
        return fixture.sha256(point);
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
