package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideFileRestoreTests {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();
    private static final RestoreSettings SETTINGS =
            new RestoreSettings(IntegrityCheckMode.QUICK, Restores.PARALLELISM, Duration.ofMinutes(1));

    @TempDir
    private Path directory;

    private ReplicaFixture fixture;
    private ReplicaClient client;
    private ReplicaRestore restore;
    private Path file;

    @BeforeEach
    void prepare() throws IOException {
        fixture = ReplicaFixture.copy("corrupt/control", directory);
        client = fixture.client();
        restore = Restores.restore(client, () -> Restores.NOW, duration -> {});
        file = directory.resolve("side/copy.db");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void planSaysWhatIsReadAndReached() throws IOException {
        RestorePlan plan = restore.plan(LATEST, SETTINGS);
        assertThat(plan.txId()).isEqualTo(new TxId(5));
        assertThat(plan.plannedFiles()).hasSize(4);
        assertThat(plan.describe()).startsWith("TXID 0000000000000005 of ").contains("4 files");
        assertThat(directory.resolve("side")).doesNotExist();
    }

    @Test
    void fileIsRestoredBesideWhatIsInUse() throws IOException {
        RestoreResult result = restore.restoreTo(file, LATEST, SETTINGS);
        assertThat(Sha256.of(file)).isEqualTo(fixture.sha256("latest"));
        assertThat(result.path()).isEqualTo(file);
        assertThat(result.txId()).isEqualTo(new TxId(5));
        assertThat(Restores.names(directory.resolve("side"))).containsExactly("copy.db");
    }

    @Test
    void timeAfterTheNewestFileGivesTheNewestStateAndSaysItsTime() throws IOException {
        RestoreResult result = restore.restoreTo(file, new RestoreTarget.AtTime(Restores.NOW), SETTINGS);
        assertThat(Sha256.of(file)).isEqualTo(fixture.sha256("latest"));
        assertThat(result.time()).isBefore(Restores.NOW);
        assertThat(result.time()).isEqualTo(restore.plan(LATEST, SETTINGS).time());
    }

    @Test
    void timeInTheFutureIsRefused() {
        Instant future = Restores.NOW.plusMillis(1);
        assertFails(new RestoreTarget.AtTime(future), Reason.TIMESTAMP_NOT_AVAILABLE);
    }

    @Test
    void existingFileIsNeverOverwritten() throws IOException {
        Files.createDirectories(directory.resolve("side"));
        Files.writeString(file, "precious");
        assertFails(LATEST, Reason.TARGET_EXISTS);
        assertThat(file).hasContent("precious");
    }

    @Test
    void rootOfTheFileSystemExists() {
        file = directory.getRoot();
        assertFails(LATEST, Reason.TARGET_EXISTS);
    }

    @Test
    void whatNobodyCanAskForIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestoreTarget.AtTxId(TxId.NONE))
                .withMessage("a TXID is 1 or more, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestoreSettings(IntegrityCheckMode.QUICK, 0, Duration.ofMinutes(1)))
                .withMessage("parallelism must be at least 1, not 0");
    }

    private void assertFails(RestoreTarget target, Reason reason) {
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> restore.restoreTo(file, target, SETTINGS))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
