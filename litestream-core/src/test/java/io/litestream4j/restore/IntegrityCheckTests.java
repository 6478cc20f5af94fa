package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.DatabaseRestorer.Reached;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.Collation;

/** A replica whose files are sound, but whose database is not. */
class IntegrityCheckTests {

    @TempDir
    private Path directory;

    private WrittenReplica replica;
    private Path home;
    private byte[] damaged;

    @BeforeEach
    void writeReplica() throws IOException {
        Path sound = directory.resolve("sound.db");
        try (ReplicaClient client =
                ReplicaFixture.copy("restart-gap", directory).client()) {
            Restores.run(client, sound, new RestoreTarget.Latest());
        }
        damaged = Files.readAllBytes(sound);
        Arrays.fill(damaged, 2 * 4_096, 3 * 4_096, (byte) 99);
        replica = new WrittenReplica(directory.resolve("damaged"), 4_096);
        replica.snapshot(damaged);
        home = Files.createDirectory(directory.resolve("app"));
    }

    @ParameterizedTest
    @EnumSource(names = {"QUICK", "FULL"})
    void i5DamagedDatabaseIsNotPutInPlace(IntegrityCheckMode mode) throws IOException {
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> run(mode))
                .withMessageContaining("was not put in place")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTEGRITY_CHECK_FAILED));
        assertThat(Restores.names(home)).isEmpty();
    }

    @Test
    void damagedDatabaseCanBeHadWithoutTheCheck() throws IOException {
        run(IntegrityCheckMode.NONE);
        assertThat(home.resolve("app.db")).hasBinaryContent(damaged);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUICK", "FULL"})
    void databaseThatCannotBeCheckedIsNotPutInPlaceAndTheMessageSaysHowToHaveIt(IntegrityCheckMode mode)
            throws Exception {
        Path sound = directory.resolve("sound.db");
        addCollatedIndex(sound);
        replica.snapshot(Files.readAllBytes(sound));
        assertThatIOException()
                .isThrownBy(() -> run(mode))
                .isNotInstanceOf(RestoreException.class)
                .withMessageContaining("cannot be checked")
                .withMessageContaining("reversed")
                .withMessageContaining("integrity-check=none");
        assertThat(Restores.names(home)).isEmpty();
        run(IntegrityCheckMode.NONE);
        assertThat(home.resolve("app.db")).hasSameBinaryContentAs(sound);
    }

    private static void addCollatedIndex(Path database) throws SQLException {
        try (Connection connection = new TestDatabase(database).open()) {
            Collation.create(connection, "reversed", new Collation() {
                @Override
                protected int xCompare(String one, String other) {
                    return other.compareTo(one);
                }
            });
            TestDatabase.execute(
                    connection, "CREATE TABLE own(a TEXT COLLATE reversed)", "CREATE INDEX own_a ON own(a)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void i5InterruptedRestorePutsNothingInPlace(IntegrityCheckMode mode) throws IOException {
        Path database = home.resolve("app.db");
        RestoreSettings settings = new RestoreSettings(mode, Restores.PARALLELISM, Duration.ofMinutes(1));
        try (ReplicaClient client = replica.client();
                RestoredFile file = RestoredFile.create(database)) {
            Files.copy(directory.resolve("sound.db"), file.path(), StandardCopyOption.REPLACE_EXISTING);
            Restoration restoration = Restores.restore(client, InstantSource.system(), duration -> {})
                    .restoration(database, new RestoreTarget.Latest(), settings);
            Reached reached = new Reached(new TxId(1), Instant.EPOCH);
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> restoration.finish(database, file, reached, () -> {}));
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Restores.names(home)).isEmpty();
    }

    private void run(IntegrityCheckMode mode) throws IOException {
        RestoreRequest request = new RestoreRequest(
                home.resolve("app.db"),
                home.resolve("meta"),
                RestorePolicy.IF_MISSING,
                new RestoreTarget.Latest(),
                false,
                mode,
                Restores.PARALLELISM,
                Duration.ofMinutes(1));
        try (ReplicaClient client = replica.client()) {
            Restores.run(client, request);
        }
    }
}
