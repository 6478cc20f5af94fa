package io.litestream4j.boot.autoconfigure;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.boot.jdbc.LitestreamDataSource;
import io.litestream4j.status.DatabaseEvent.Fenced;
import io.litestream4j.status.DatabaseState;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/**
 * Does what {@code litestream.on-fenced} says when another process has taken a replica over: nothing, refuse writes, or end
 * the application. Thread-safe.
 */
final class FencedReaction {

    /** The exit code of an application that was fenced: sysexits' "temporary failure", start it again. */
    static final int EXIT_CODE = 75;

    private static final Logger logger = LoggerFactory.getLogger(FencedReaction.class);

    private final ApplicationContext context;

    private final IntConsumer exit;

    private final AtomicBoolean ending = new AtomicBoolean();

    /**
     * Creates a reaction.
     *
     * @param exit ends the process with a code
     */
    FencedReaction(ApplicationContext context, IntConsumer exit) {
        this.context = context;
        this.exit = exit;
    }

    /** Watches a database on behalf of one of its data sources. */
    void watch(LitestreamDatabase database, LitestreamDataSource dataSource) {
        database.addListener(event -> {
            if (event instanceof Fenced fenced) {
                react(database, dataSource, fenced.reason());
            }
        });
        if (database.status().state() == DatabaseState.FENCED) {
            react(database, dataSource, "another process writes to its replica");
        }
    }

    private void react(LitestreamDatabase database, LitestreamDataSource dataSource, String reason) {
        String name = database.options().name();
        switch (database.options().onFenced()) {
            case CONTINUE ->
                logger.warn("Going on without a replica, because litestream.on-fenced=continue: database={}", name);
            case READ_ONLY -> {
                dataSource.refuseWrites(reason);
                logger.warn("Refusing writes, because litestream.on-fenced=read-only: database={}", name);
            }
            case SHUTDOWN -> {
                if (ending.compareAndSet(false, true)) {
                    logger.error("Ending the application, because litestream.on-fenced=shutdown: database={}", name);
                    startToEnd();
                }
            }
        }
    }

    /** Not on the engine's thread, for which the context waits as it closes; and the JVM must not end before the code is set. */
    private void startToEnd() {
        Thread thread = new Thread(this::end, "litestream-shutdown");
        thread.setDaemon(false);
        thread.start();
    }

    private void end() {
        exit.accept(SpringApplication.exit(context, () -> EXIT_CODE));
    }
}
