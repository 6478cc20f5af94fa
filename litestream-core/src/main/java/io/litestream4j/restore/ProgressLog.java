package io.litestream4j.restore;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs progress every few seconds, so that a short restore says nothing and a long one does not look dead. Safe for use by
 * several threads.
 */
final class ProgressLog implements RestoreProgress {

    private static final Logger log = LoggerFactory.getLogger(ProgressLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final long MILLIS = 1000;

    private final Path database;
    private final InstantSource clock;
    private final Instant begin;
    private Instant next;

    ProgressLog(Path database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.begin = clock.instant();
        this.next = begin.plus(INTERVAL);
    }

    @Override
    public synchronized void onProgress(long bytes, long total) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(INTERVAL);
        long rate = Math.max(1, bytes * MILLIS / Duration.between(begin, now).toMillis());
        long known = Math.max(bytes, total);
        log.info(
                "Restoring database={} bytes={} total={} percent={} bytes/s={} remaining={}",
                database,
                bytes,
                known,
                100 * bytes / known,
                rate,
                Duration.ofSeconds((known - bytes) / rate));
    }
}
