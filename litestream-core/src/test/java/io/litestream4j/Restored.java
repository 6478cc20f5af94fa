package io.litestream4j;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** What the newest state of a replica holds. */
final class Restored {

    private Restored() {}

    /** Restores into an empty directory and returns the first value of a query's answer. */
    static String value(ReplicaOptions replica, Path directory, String query) throws SQLException {
        RestoreOptions restore = new RestoreOptions(
                RestorePolicy.IF_MISSING,
                new RestoreTarget.Latest(),
                true,
                RestoreOptions.DEFAULTS.integrityCheck(),
                Duration.ofSeconds(30));
        Path copy = directory.resolve("copy.db");
        try (Litestream litestream = new Litestream()) {
            litestream
                    .open(DatabaseOptions.builder(copy, replica)
                            .restore(restore)
                            .build())
                    .restoreOnStart();
        }
        return new TestDatabase(copy).value(query);
    }
}
