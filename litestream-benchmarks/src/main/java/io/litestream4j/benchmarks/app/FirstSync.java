package io.litestream4j.benchmarks.app;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Replicates an existing database for the first time: arguments are the database and the URL of its replica. */
public final class FirstSync {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private FirstSync() {}

    /** Syncs, and then waits for the end of the standard input, so that somebody can look at the process. */
    public static void main(String[] words) throws IOException {
        ReplicaUrl replica = ReplicaUrl.parse(words[1]);
        try (Litestream litestream = new Litestream()) {
            LitestreamDatabase database = litestream.open(
                    DatabaseOptions.builder(Path.of(words[0]), replica).build());
            database.start();
            database.sync(LONGEST);
            System.in.read();
        }
    }
}
