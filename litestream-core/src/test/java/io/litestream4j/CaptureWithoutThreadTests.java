package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.capture.CaptureLoop;
import io.litestream4j.capture.CaptureSettings;
import io.litestream4j.capture.CheckpointPolicy;
import io.litestream4j.capture.WakeUp;
import io.litestream4j.capture.WriterGate;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.staging.IdentityFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.SealFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about commits for which the system has no thread to give. */
class CaptureWithoutThreadTests {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AtomicInteger tries = new AtomicInteger();
    private CaptureLoop capture;

    @BeforeEach
    void create(@TempDir Path directory) throws IOException {
        Surroundings surroundings = Surroundings.real(InstantSource.system());
        Outbox outbox = new Outbox();
        Function<Path, StorageDirectory> disk = surroundings.diskFor(directory.resolve("app.db"));
        StatusBoard board = new StatusBoard(
                DatabaseStatus.starting("app", directory.resolve("app.db"), ReplicaUrl.parse("file:///replica")));
        capture = new CaptureLoop(
                new CaptureSettings(
                        directory.resolve("app.db"),
                        INTERVAL,
                        INTERVAL,
                        INTERVAL,
                        new CheckpointPolicy(1000, INTERVAL, 10_000),
                        LtxPageFormat.BLOCK,
                        1 << 20),
                StagingDirectory.open(disk.apply(directory.resolve("staging"))),
                new SealFile(disk.apply(directory)),
                new IdentityFile(disk.apply(directory)),
                outbox,
                TxId.NONE,
                reason -> {},
                new StatusReporter("app", board, outbox, surroundings.clock()),
                new WriterGate(),
                new WakeUp(tries::incrementAndGet),
                surroundings.clock());
    }

    @Test
    void eachLookTriesAgain() {
        capture.committed();
        capture.committed();
        assertThat(tries).hasValue(1);
        capture.look();
        assertThat(tries).hasValue(2);
        capture.look();
        assertThat(tries).hasValue(3);
    }

    @Test
    void lookAtWhatNobodyWaitsForStartsNothing() {
        capture.look();
        assertThat(tries).hasValue(0);
    }
}
