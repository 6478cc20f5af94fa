package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.staging.Outbox;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be written and deleted, and when (I9). */
class OneWriterTests {

    @TempDir
    private Path directory;

    private ReplicaClient store;
    private DatabaseOptions.Builder settings;

    @BeforeEach
    void open() {
        ReplicaUrl url = ReplicaUrl.parse(directory.resolve("replica").toUri().toString());
        store = ReplicaClients.create(ReplicaOptions.of(url));
        settings = DatabaseOptions.builder(directory.resolve("app.db"), url);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private OneWriter writerThatKnows(long end) {
        DatabaseOptions options = settings.build();
        StatusBoard board =
                new StatusBoard(DatabaseStatus.starting(options.name(), options.path(), options.replicaUrl()));
        StatusReporter reporter = new StatusReporter(options.name(), board, new Outbox(), InstantSource.system());
        reporter.listed(Optional.of(file(end)));
        return new OneWriter(
                options, store, new SharedLeases(ReplicaClients::create), reporter, InstantSource.system());
    }

    private static ReplicaFile file(long txId) {
        return new ReplicaFile(0, LtxFileName.of(new TxId(txId)), 1, Instant.EPOCH);
    }

    private void put(ReplicaClient client, long txId) throws IOException {
        client.create(0, LtxFileName.of(new TxId(txId)), Instant.EPOCH, new BytesSource(new byte[] {1}));
    }

    @Test
    void closedFenceRefusesEveryChangeAndNoRead() throws IOException {
        OneWriter writer = writerThatKnows(1);
        put(writer.client(), 1);
        writer.fence().close("somebody else");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> put(writer.client(), 2))
                .withMessage("somebody else");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> writer.client().delete(List.of(file(1))));
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> writer.client().sideObjects().create("mark", new byte[1]));
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> writer.client().sideObjects().delete("mark"));
        assertThat(writer.client().list(0, TxId.NONE)).hasSize(1);
        assertThat(writer.client().sideObjects().get("mark")).isEmpty();
    }

    @Test
    void withoutALeaseNothingIsDeletedOnceSomebodyElseHasGoneOn() throws IOException {
        OneWriter writer = writerThatKnows(2);
        put(writer.client(), 1);
        put(writer.client(), 2);
        writer.client().delete(List.of(file(1)));
        assertThat(store.list(0, TxId.NONE)).hasSize(1);
        put(store, 3);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> writer.client().delete(List.of(file(2))))
                .withMessageContaining("not known to be ours");
        assertThat(store.list(0, TxId.NONE)).hasSize(2);
        assertThat(writer.fence().isOpen()).isTrue();
    }

    @Test
    void requiredLeaseThatIsNotHeldRefusesEveryChange() {
        settings.lease(new LeaseOptions(LeaseMode.REQUIRED, Duration.ofSeconds(5), Duration.ZERO));
        OneWriter writer = writerThatKnows(1);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> put(writer.client(), 1))
                .withMessageContaining("is not held");
    }

    @Test
    void probeRunsBeforeTheFirstWriteOnlyAndLeavesNothing() throws IOException {
        OneWriter writer = writerThatKnows(1);
        assertThat(writer.client().list(0, TxId.NONE)).isEmpty();
        assertThat(directory.resolve("replica")).doesNotExist();
        put(writer.client(), 1);
        assertThat(store.sideObjects().list("")).isEmpty();
    }
}
