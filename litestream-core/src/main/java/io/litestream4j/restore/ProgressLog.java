package io.litestream4j.restore;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs progress every few seconds, so that a short restore says nothing and a long one does not look dead. */
final class ProgressLog implements RestoreProgress {

    private static final Logger log = LoggerFactory.getLogger(ProgressLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Path database;
    private final InstantSource clock;
    private Instant next;

    ProgressLog(Path database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.next = clock.instant().plus(INTERVAL);
    }

    @Override
    public void onProgress(long bytes, long total) {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(INTERVAL);
            log.info("Restoring database={} bytes={} total={} percent={}", database, bytes, total, 100 * bytes / total);
        }
    }
}
