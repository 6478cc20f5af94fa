package io.litestream4j.boot.metrics;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.status.DatabaseStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Registers gauges over a database's status. */
record Gauges(LitestreamDatabase database, MeterRegistry registry, Tags tags) {

    void add(
            String name, @Nullable String unit, String description, Tags more, ToDoubleFunction<DatabaseStatus> value) {
        Gauge.builder(name, database, source -> value.applyAsDouble(source.status()))
                .baseUnit(unit)
                .description(description)
                .tags(tags.and(more))
                .register(registry);
    }
}
