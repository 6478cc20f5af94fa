package io.litestream4j.boot.health;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.StageState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports whether each database's changes reach its replica: down when they do not, when another process has taken the
 * replica over, or when the oldest change that is missing there is too old; degraded when they do, but a stage has stalled
 * that keeps the replica in order; unknown when no database is replicated. Judged by what is committed and not on the
 * replica, not by whether a thread runs. Costs no I/O. Thread-safe.
 *
 * <p>Not meant for a liveness group: a restart does not bring an unreachable replica back.
 */
public final class LitestreamHealthIndicator extends AbstractHealthIndicator {

    /** Changes reach the replica, but something that keeps it in order does not work. */
    public static final Status DEGRADED = new Status("DEGRADED");

    private final Supplier<List<LitestreamDatabase>> databases;

    private final Function<String, Duration> maxLag;

    private final InstantSource clock;

    /**
     * Creates an indicator.
     *
     * @param databases gives the databases to look at
     * @param maxLag gives the greatest lag that counts as healthy, by the database's name
     * @param clock tells the age of what the replica lacks
     */
    public LitestreamHealthIndicator(
            Supplier<List<LitestreamDatabase>> databases, Function<String, Duration> maxLag, InstantSource clock) {
        super("Litestream health check failed");
        this.databases = databases;
        this.maxLag = maxLag;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<LitestreamDatabase> all = databases.get();
        if (all.isEmpty()) {
            builder.unknown().withDetail("reason", "no database is replicated");
            return;
        }
        Instant now = clock.instant();
        boolean down = false;
        boolean degraded = false;
        for (LitestreamDatabase database : all) {
            DatabaseStatus status = database.status();
            String reason = problem(status, now);
            List<String> stalled = stalled(status);
            down |= reason != null;
            degraded |= !stalled.isEmpty();
            builder.withDetail(status.name(), details(status, reason, stalled, now));
        }
        builder.status(down ? Status.DOWN : degraded ? DEGRADED : Status.UP);
    }

    private static List<String> stalled(DatabaseStatus status) {
        return status.stages().stream()
                .filter(stage -> stage.state() == StageState.STALLED)
                .map(stage -> stage.stage().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private @Nullable String problem(DatabaseStatus status, Instant now) {
        return switch (status.state()) {
            case STALLED -> "replication is stalled";
            case FENCED -> "another process writes to the replica; nothing is uploaded from here any more";
            case STANDBY -> "another process holds the replica's lease; this one waits for it";
            default -> tooOld(status, now);
        };
    }

    private @Nullable String tooOld(DatabaseStatus status, Instant now) {
        Duration lag = status.lag().age(now);
        Duration limit = maxLag.apply(status.name());
        return lag.compareTo(limit) > 0
                ? "the oldest change that is missing on the replica is " + lag.toSeconds() + " s old, more than the "
                        + limit.toSeconds() + " s allowed"
                : null;
    }

    private static Map<String, Object> details(
            DatabaseStatus status, @Nullable String reason, List<String> stalled, Instant now) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", status.state().name().toLowerCase(Locale.ROOT));
        if (reason != null) {
            details.put("reason", reason);
        }
        if (!stalled.isEmpty()) {
            details.put("stalled", stalled);
        }
        details.put("lag", status.lag().age(now).toMillis() / 1000.0);
        details.put("txid", status.replica().txId().toString());
        if (status.lease() != null) {
            details.put("lease", lease(status.lease()));
        }
        if (status.lastError() != null && status.lastError().consecutive() > 0) {
            details.put("error", status.lastError().message());
        }
        return details;
    }

    private static Map<String, Object> lease(LeaseStatus lease) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("held", lease.held());
        details.put("owner", lease.owner());
        details.put("generation", lease.generation());
        details.put("atomic", lease.atomic());
        return details;
    }
}
