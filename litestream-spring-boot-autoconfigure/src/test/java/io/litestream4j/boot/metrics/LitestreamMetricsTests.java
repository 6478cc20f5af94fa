package io.litestream4j.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.boot.FixedDatabase;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageState;
import io.litestream4j.status.StageStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link LitestreamMetrics}. */
class LitestreamMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final FixedDatabase database = FixedDatabase.lagging(
                    DatabaseState.REPLICATING, Duration.ofMillis(1500), null)
            .with(new LeaseStatus(true, "here:7", 3, true))
            .with(new StageStatus(Stage.RETENTION, StageState.STALLED, FixedDatabase.NOW.minusSeconds(60), 9, 4));

    @BeforeEach
    void bind() {
        new LitestreamMetrics(() -> List.of(database), InstantSource.fixed(FixedDatabase.NOW)).bindTo(registry);
    }

    @Test
    void gaugesReadTheStatus() {
        assertThat(meter("litestream.lag").gauge().value()).isEqualTo(1.5);
        assertThat(meter("litestream.lag.transactions").gauge().value()).isEqualTo(3);
        assertThat(meter("litestream.lag.size").gauge().value()).isEqualTo(500);
        assertThat(meter("litestream.txid", "stage", "local").gauge().value()).isEqualTo(10);
        assertThat(meter("litestream.txid", "stage", "replica").gauge().value()).isEqualTo(7);
        assertThat(meter("litestream.database.size").gauge().value()).isEqualTo(5 * 4096);
        assertThat(meter("litestream.wal.size").gauge().value()).isEqualTo(8272);
    }

    @Test
    void gaugesShowTheStateAndTheLease() {
        assertThat(meter("litestream.state", "state", "replicating").gauge().value())
                .isEqualTo(1);
        assertThat(meter("litestream.state", "state", "fenced").gauge().value()).isZero();
        assertThat(meter("litestream.lease.held").gauge().value()).isEqualTo(1);
        assertThat(meter("litestream.lease.generation").gauge().value()).isEqualTo(3);
    }

    @Test
    void gaugesShowHowEachStageIsDoing() {
        assertThat(meter("litestream.stage.stalled", "stage", "retention")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meter("litestream.stage.errors", "stage", "retention")
                        .gauge()
                        .value())
                .isEqualTo(4);
        assertThat(meter("litestream.stage.backlog", "stage", "retention")
                        .gauge()
                        .value())
                .isEqualTo(9);
        assertThat(meter("litestream.stage.age", "stage", "retention").gauge().value())
                .isEqualTo(60);
        assertThat(meter("litestream.stage.age", "stage", "capture").gauge().value())
                .isNaN();
    }

    @Test
    void capturesAndUploadsAreTimed() {
        send(new DatabaseEvent.Captured("notes", Duration.ofMillis(3), 100, false));
        send(new DatabaseEvent.Uploaded("notes", Duration.ofMillis(7), 100));
        assertThat(meter("litestream.capture").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(3);
        assertThat(meter("litestream.upload").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(7);
    }

    @Test
    void checkpointsAreTimedByModeAndByWhatTheyBlocked() {
        send(new DatabaseEvent.Checkpointed("notes", "passive", Duration.ofMillis(9), Duration.ofMillis(2), true));
        assertThat(meter("litestream.checkpoint", "mode", "passive").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(9);
        assertThat(meter("litestream.checkpoint", "mode", "truncate").timer().count())
                .isZero();
        assertThat(meter("litestream.checkpoint.blocked").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(2);
    }

    @Test
    void theRestoreBeforeTheRegistryIsTimed() {
        assertThat(meter("litestream.restore").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(250);
    }

    @Test
    void requestsAreCountedByOperationAndOutcome() {
        send(new DatabaseEvent.Requested("notes", "put", "success", 64));
        send(new DatabaseEvent.Requested("notes", "put", "error", 0));
        RequiredSearch puts = meter("litestream.replica.requests", "operation", "put");
        assertThat(puts.tag("outcome", "success").counter().count()).isEqualTo(1);
        assertThat(meter("litestream.replica.bytes", "operation", "put")
                        .tag("outcome", "success")
                        .counter()
                        .count())
                .isEqualTo(64);
    }

    @Test
    void errorsAreCountedByStage() {
        send(new DatabaseEvent.Failed("notes", new StageError(Stage.UPLOAD, "no route", FixedDatabase.NOW, 1)));
        assertThat(meter("litestream.errors", "stage", "upload").counter().count())
                .isEqualTo(1);
        assertThat(meter("litestream.errors", "stage", "capture").counter().count())
                .isZero();
    }

    @Test
    void everyMeterHasTheDatabaseAndADescription() {
        assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy(id -> {
            assertThat(id.getTag("database")).isEqualTo("notes");
            assertThat(id.getDescription()).isNotBlank();
        });
    }

    private void send(DatabaseEvent event) {
        database.listeners().forEach(listener -> listener.onEvent(event));
    }

    private RequiredSearch meter(String name, String... tags) {
        return registry.get(name).tags(tags);
    }
}
