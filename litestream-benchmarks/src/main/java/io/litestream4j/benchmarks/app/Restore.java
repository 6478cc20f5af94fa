package io.litestream4j.benchmarks.app;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.RestoreOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import java.nio.file.Path;
import java.time.Duration;

/** Restores a database: arguments are its path, the URL of its replica, and how it is checked. */
public final class Restore {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Restore() {}

    /** Restores, and ends. */
    public static void main(String[] words) {
        restore(Path.of(words[0]), ReplicaUrl.parse(words[1]), IntegrityCheckMode.valueOf(words[2]));
    }

    static void restore(Path database, ReplicaUrl replica, IntegrityCheckMode check) {
        RestoreOptions restore =
                new RestoreOptions(RestorePolicy.IF_MISSING, new RestoreTarget.Latest(), true, check, LONGEST);
        DatabaseOptions options =
                DatabaseOptions.builder(database, replica).restore(restore).build();
        try (Litestream litestream = new Litestream()) {
            litestream.open(options).restoreOnStart();
        }
    }
}
