package io.litestream4j.boot.autoconfigure;

import io.litestream4j.LitestreamDatabase;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseEvent.LeaseChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a database while the application starts. That takes as long as another process holds the lease, or as the store
 * is away; until then the application is not up, and can be told to end.
 */
final class PatientRestore {

    private static final Logger logger = LoggerFactory.getLogger(PatientRestore.class);

    private PatientRestore() {}

    static void run(LitestreamDatabase database) {
        database.addListener(event -> report(database, event));
        // A context that is being refreshed cannot be closed: when the process is told to end, the refresh has to.
        Thread end = new Thread(Thread.currentThread()::interrupt, "litestream-end-of-start");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            database.restoreOnStart();
        } finally {
            remove(end);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            logger.debug("The process ends while it starts", e);
        }
    }

    private static void report(LitestreamDatabase database, DatabaseEvent event) {
        if (event instanceof LeaseChanged changed
                && !changed.lease().held()
                && !changed.lease().owner().isEmpty()
                && !database.isRunning()) {
            logger.info(
                    "The application does not start before the lease of the replica is released: database={} owner={}"
                            + " litestream.lease.wait={}",
                    database.options().name(),
                    changed.lease().owner(),
                    database.options().lease().patience());
        }
    }
}
