package io.litestream4j.boot.metrics;

import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseEvent.Captured;
import io.litestream4j.status.DatabaseEvent.Checkpointed;
import io.litestream4j.status.DatabaseEvent.Compacted;
import io.litestream4j.status.DatabaseEvent.Deleted;
import io.litestream4j.status.DatabaseEvent.Failed;
import io.litestream4j.status.DatabaseEvent.Requested;
import io.litestream4j.status.DatabaseEvent.Restored;
import io.litestream4j.status.DatabaseEvent.Uploaded;
import io.litestream4j.status.DatabaseListener;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.Locale;

/**
 * Timers and counters of one database. All of them exist from the start, so that an alarm can tell zero from missing.
 */
final class EventMeters implements DatabaseListener {

    private final Timer capture;

    private final Timer upload;

    private final MeterProvider<Timer> checkpoint;

    private final Timer blocked;

    private final Timer compaction;

    private final Counter deleted;

    private final Timer restore;

    private final MeterProvider<Counter> requests;

    private final MeterProvider<Counter> bytes;

    private final MeterProvider<Counter> errors;

    EventMeters(MeterRegistry registry, Tags tags) {
        capture = timer("litestream.capture", "Captures of changes into an LTX file", tags)
                .register(registry);
        upload = timer("litestream.upload", "Uploads of an LTX file", tags).register(registry);
        checkpoint = timer("litestream.checkpoint", "Checkpoints", tags).withRegistry(registry);
        blocked = timer("litestream.checkpoint.blocked", "Time for which a checkpoint could block writers", tags)
                .register(registry);
        compaction = timer("litestream.compaction", "Merges of files of the replica", tags)
                .register(registry);
        deleted = Counter.builder("litestream.replica.deleted")
                .description("Files deleted from the replica, since they are not kept any longer")
                .baseUnit(BaseUnits.FILES)
                .tags(tags)
                .register(registry);
        restore = timer("litestream.restore", "Restores in place of the database", tags)
                .register(registry);
        requests = Counter.builder("litestream.replica.requests")
                .description("Requests to the replica's store")
                .tags(tags)
                .withRegistry(registry);
        bytes = Counter.builder("litestream.replica.bytes")
                .description("Bytes sent to and received from the replica's store")
                .baseUnit(BaseUnits.BYTES)
                .tags(tags)
                .withRegistry(registry);
        errors = Counter.builder("litestream.errors")
                .description("Failures of a stage")
                .tags(tags)
                .withRegistry(registry);
        register();
    }

    @Override
    public void onEvent(DatabaseEvent event) {
        if (event instanceof Captured captured) {
            capture.record(captured.duration());
        } else if (event instanceof Uploaded uploaded) {
            upload.record(uploaded.duration());
        } else if (event instanceof Checkpointed checkpointed) {
            checkpoint.withTag("mode", checkpointed.mode()).record(checkpointed.duration());
            blocked.record(checkpointed.blocked());
        } else if (event instanceof Compacted compacted) {
            compaction.record(compacted.duration());
        } else if (event instanceof Deleted gone) {
            deleted.increment(gone.files());
        } else if (event instanceof Restored restored) {
            restored(restored.result());
        } else if (event instanceof Requested requested) {
            Tags tags = Tags.of("operation", requested.operation(), "outcome", requested.outcome());
            requests.withTags(tags).increment();
            bytes.withTags(tags).increment(requested.bytes());
        } else if (event instanceof Failed failed) {
            errors.withTags(stage(failed.error().stage())).increment();
        }
    }

    void restored(RestoreResult result) {
        restore.record(result.duration());
    }

    private void register() {
        List.of("passive", "truncate").forEach(mode -> checkpoint.withTag("mode", mode));
        for (String operation : List.of("list", "get", "put", "delete")) {
            for (String outcome : List.of("success", "error")) {
                Tags tags = Tags.of("operation", operation, "outcome", outcome);
                requests.withTags(tags);
                bytes.withTags(tags);
            }
        }
        for (Stage stage : Stage.values()) {
            errors.withTags(stage(stage));
        }
    }

    private static Tags stage(Stage stage) {
        return Tags.of("stage", stage.name().toLowerCase(Locale.ROOT));
    }

    private static Timer.Builder timer(String name, String description, Tags tags) {
        return Timer.builder(name).description(description).tags(tags);
    }
}
