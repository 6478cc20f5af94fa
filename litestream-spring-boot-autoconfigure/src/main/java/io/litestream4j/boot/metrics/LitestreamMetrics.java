package io.litestream4j.boot.metrics;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.LevelStatus;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Meters of replicated databases, each tagged with {@code database}: gauges read the status record, which costs no I/O;
 * timers and counters hear of events.
 */
public final class LitestreamMetrics implements MeterBinder {

    private static final int SNAPSHOT_LEVEL = 9;

    private final Supplier<List<LitestreamDatabase>> databases;

    private final InstantSource clock;

    /**
     * Creates a binder.
     *
     * @param databases gives the databases to watch when the binder is bound
     * @param clock tells the age of what the replica lacks
     */
    public LitestreamMetrics(Supplier<List<LitestreamDatabase>> databases, InstantSource clock) {
        this.databases = databases;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        databases.get().forEach(database -> bind(database, registry));
    }

    private void bind(LitestreamDatabase database, MeterRegistry registry) {
        Tags tags = Tags.of("database", database.options().name());
        bindLag(new Gauges(database, registry, tags));
        bindPositions(new Gauges(database, registry, tags));
        bindLevels(
                new Gauges(database, registry, tags),
                database.options().upkeep().levels().size());
        bindState(new Gauges(database, registry, tags));
        bindStages(new Gauges(database, registry, tags));
        EventMeters meters = new EventMeters(registry, tags);
        database.addListener(meters);
        // restores come before the registry is there
        RestoreResult restored = database.status().lastRestore();
        if (restored != null) {
            meters.restored(restored);
        }
    }

    private void bindLag(Gauges gauges) {
        gauges.add(
                "litestream.lag",
                "seconds",
                "Age of the oldest change that is missing on the replica",
                Tags.empty(),
                status -> status.lag().age(clock.instant()).toMillis() / 1000.0);
        gauges.add(
                "litestream.lag.transactions",
                "transactions",
                "Number of TXIDs that are missing on the replica",
                Tags.empty(),
                status -> status.lag().transactions());
        gauges.add(
                "litestream.lag.size",
                BaseUnits.BYTES,
                "Size of what is missing on the replica",
                Tags.empty(),
                status -> status.lag().bytes());
    }

    private static void bindPositions(Gauges gauges) {
        String txid = "Last TXID that was captured (local) or uploaded (replica)";
        gauges.add("litestream.txid", null, txid, Tags.of("stage", "local"), status -> status.local()
                .txId()
                .value());
        gauges.add("litestream.txid", null, txid, Tags.of("stage", "replica"), status -> status.replica()
                .txId()
                .value());
        gauges.add(
                "litestream.database.size",
                BaseUnits.BYTES,
                "Size of the database",
                Tags.empty(),
                status -> (double) status.pageCount() * status.pageSize());
        gauges.add(
                "litestream.wal.size", BaseUnits.BYTES, "Size of the WAL file", Tags.empty(), DatabaseStatus::walSize);
    }

    private static void bindLevels(Gauges gauges, int merged) {
        IntStream levels = IntStream.concat(IntStream.rangeClosed(0, merged), IntStream.of(SNAPSHOT_LEVEL));
        levels.forEach(level -> {
            Tags tags = Tags.of("level", String.valueOf(level));
            gauges.add("litestream.replica.files", BaseUnits.FILES, "Files on the replica", tags, status -> of(
                            level, status)
                    .mapToInt(LevelStatus::files)
                    .sum());
            gauges.add(
                    "litestream.replica.size", BaseUnits.BYTES, "Size of the files on the replica", tags, status -> of(
                                    level, status)
                            .mapToLong(LevelStatus::bytes)
                            .sum());
        });
    }

    private static Stream<LevelStatus> of(int level, DatabaseStatus status) {
        return status.content().levels().stream().filter(content -> content.level() == level);
    }

    private void bindStages(Gauges gauges) {
        for (Stage stage : Stage.values()) {
            Tags tags = Tags.of("stage", stage.name().toLowerCase(Locale.ROOT));
            gauges.add(
                    "litestream.stage.stalled",
                    null,
                    "1 if the stage has failed so often that it counts as stalled, else 0",
                    tags,
                    status -> status.stage(stage).state() == StageState.STALLED ? 1 : 0);
            gauges.add(
                    "litestream.stage.errors",
                    null,
                    "How often the stage has failed in a row",
                    tags,
                    status -> status.stage(stage).consecutiveErrors());
            gauges.add(
                    "litestream.stage.backlog",
                    null,
                    "What the stage has not done yet: bytes for capture, files for the others",
                    tags,
                    status -> status.stage(stage).backlog());
            gauges.add(
                    "litestream.stage.age",
                    "seconds",
                    "Time since the stage last ended its work without an error; NaN if it has not yet",
                    tags,
                    status -> age(status.stage(stage).lastSuccess()));
        }
    }

    private double age(@Nullable Instant time) {
        return time == null
                ? Double.NaN
                : Duration.between(time, clock.instant()).toMillis() / 1000.0;
    }

    private static void bindState(Gauges gauges) {
        for (DatabaseState state : DatabaseState.values()) {
            gauges.add(
                    "litestream.state",
                    null,
                    "1 for the state that the database is in, 0 for the others",
                    Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                    status -> status.state() == state ? 1 : 0);
        }
        gauges.add(
                "litestream.lease.held",
                null,
                "Whether this process holds the lease on the replica, 1 or 0",
                Tags.empty(),
                status -> status.lease() != null && status.lease().held() ? 1 : 0);
        gauges.add(
                "litestream.lease.generation",
                null,
                "Generation of the lease on the replica, higher for each holder",
                Tags.empty(),
                status -> status.lease() == null ? 0 : status.lease().generation());
    }
}
