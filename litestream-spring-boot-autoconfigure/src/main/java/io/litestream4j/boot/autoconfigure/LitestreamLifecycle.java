package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.ShutdownResult;
import io.litestream4j.status.DatabaseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts replication when the application context has started, and ends it with a last upload when the context closes.
 * Thread-safe.
 *
 * <p>Its phase is the lowest: it starts before everything else and stops after the web server, schedulers and message
 * listeners, when nobody writes any more; connection pools are closed later still, as beans are destroyed.
 */
final class LitestreamLifecycle implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(LitestreamLifecycle.class);

    private final Litestream litestream;

    private boolean running;

    LitestreamLifecycle(Litestream litestream) {
        this.litestream = litestream;
    }

    @Override
    public synchronized void start() {
        litestream.databases().forEach(LitestreamDatabase::start);
        running = true;
    }

    /** Starts a database that was found only after the others were started: its {@code DataSource} is a lazy bean. */
    synchronized void added(LitestreamDatabase database) {
        if (running) {
            database.start();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        litestream.stop().forEach(this::report);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void report(ShutdownResult result) {
        if (isFenced(result.database())) {
            logger.error("Replication had ended before, because it was fenced: database={}", result.database());
        } else if (result.complete()) {
            logger.info(
                    "Replication ended, the replica is complete: database={} txid={}",
                    result.database(),
                    result.replica());
        } else {
            logger.error(
                    "Replication ended before the replica was complete: database={} replica={} local={}; {}",
                    result.database(),
                    result.replica(),
                    result.local(),
                    missing(result));
        }
    }

    private static String missing(ShutdownResult result) {
        return result.local().isAfter(result.replica())
                ? "what is missing is still on this machine and is uploaded after the next start"
                : "what was committed last was not captured: the next start takes it from the database, if that is still there";
    }

    private boolean isFenced(String name) {
        return litestream.databases().stream()
                .anyMatch(database -> database.options().name().equals(name)
                        && database.status().state() == DatabaseState.FENCED);
    }
}
