package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.status.DatabaseState;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;

/**
 * Makes {@link SpringApplication#exit} return a code that says whether everything that was committed is on the replicas. It is
 * asked before the context closes, so it waits for that itself, at most for the shutdown time-out of each database. Thread-safe.
 */
final class ReplicationExitCode implements ExitCodeGenerator {

    /** Not everything could be uploaded: sysexits' "input/output error". */
    static final int INCOMPLETE = 74;

    /** Enough for the answer of one that has nothing to upload. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(ReplicationExitCode.class);

    private final Litestream litestream;

    ReplicationExitCode(Litestream litestream) {
        this.litestream = litestream;
    }

    @Override
    public int getExitCode() {
        long begin = System.nanoTime();
        return litestream.databases().stream()
                .mapToInt(database -> code(database, Duration.ofNanos(System.nanoTime() - begin)))
                .max()
                .orElse(0);
    }

    /** Each database uploads while others are waited for, which is therefore part of its time. */
    private static int code(LitestreamDatabase database, Duration waited) {
        if (database.status().state() == DatabaseState.FENCED) {
            return FencedReaction.EXIT_CODE;
        }
        if (!database.isRunning()) {
            return 0;
        }
        try {
            database.sync(patience(database, waited));
            return 0;
        } catch (LitestreamException e) {
            logger.error(
                    "Ending with exit code {}, because the replica lacks something: database={} replica={} local={}: {}",
                    INCOMPLETE,
                    database.options().name(),
                    database.status().replica().txId(),
                    database.status().local().txId(),
                    e.getMessage());
            return INCOMPLETE;
        }
    }

    private static Duration patience(LitestreamDatabase database, Duration waited) {
        if (database.status().state() == DatabaseState.STALLED) {
            // The shutdown itself gives it all the time that it has.
            return Duration.ZERO;
        }
        Duration left = database.options().shutdownSyncTimeout().minus(waited);
        return left.compareTo(LEAST) > 0 ? left : LEAST;
    }
}
