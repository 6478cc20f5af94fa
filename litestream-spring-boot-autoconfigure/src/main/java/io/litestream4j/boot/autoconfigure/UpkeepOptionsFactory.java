package io.litestream4j.boot.autoconfigure;

import io.litestream4j.UpkeepOptions;
import io.litestream4j.boot.autoconfigure.LitestreamProperties.Level;
import io.litestream4j.boot.autoconfigure.LitestreamProperties.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** Turns the settings of a replica's upkeep into the engine's. */
final class UpkeepOptionsFactory {

    private UpkeepOptionsFactory() {}

    static UpkeepOptions create(LitestreamProperties properties) {
        Snapshot snapshot = properties.snapshot();
        return new UpkeepOptions(
                properties.levels() == null
                        ? UpkeepOptions.DEFAULTS.levels()
                        : properties.levels().stream().map(Level::interval).toList(),
                snapshot.interval(),
                times(snapshot),
                snapshot.retention(),
                properties.l0Retention(),
                properties.retention().enabled(),
                snapshot.keep().daily(),
                snapshot.keep().weekly(),
                snapshot.keep().monthly(),
                properties.local().maxSize().toBytes());
    }

    private static @Nullable UnaryOperator<Instant> times(Snapshot snapshot) {
        if (snapshot.cron() == null) {
            return null;
        }
        CronExpression cron = NamedSetting.read("snapshot.cron", () -> CronExpression.parse(snapshot.cron()));
        ZoneId zone = snapshot.zone() != null ? snapshot.zone() : ZoneId.systemDefault();
        return instant -> {
            ZonedDateTime next = cron.next(instant.atZone(zone));
            // an expression that has no times after this one
            return next != null ? next.toInstant() : Instant.MAX;
        };
    }
}
