package io.litestream4j.benchmarks.app;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.UpkeepOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Replicates a database and keeps the replica small: arguments are the database, the URL of its replica, and how many seconds
 * are between merges into level 1, which is the only one. Takes a snapshot for each line of the standard input.
 */
public final class Upkeep {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Upkeep() {}

    /** Goes on until the standard input ends. */
    public static void main(String[] words) throws IOException {
        DatabaseOptions options =
                options(Path.of(words[0]), ReplicaUrl.parse(words[1]), Duration.ofSeconds(Long.parseLong(words[2])));
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Litestream litestream = new Litestream()) {
            LitestreamDatabase database = litestream.open(options);
            database.start();
            database.sync(LONGEST);
            while (requests.readLine() != null) {
                database.sync(LONGEST);
                database.snapshot(LONGEST);
            }
        }
    }

    static DatabaseOptions options(Path database, ReplicaUrl replica, Duration level) {
        return DatabaseOptions.builder(database, replica).upkeep(upkeep(level)).build();
    }

    /** Returns the defaults with one level, and without retention in level 0, which would come into a merge that is measured. */
    static UpkeepOptions upkeep(Duration level) {
        UpkeepOptions defaults = UpkeepOptions.DEFAULTS;
        return new UpkeepOptions(
                List.of(level),
                defaults.snapshotInterval(),
                defaults.snapshotTimes(),
                defaults.snapshotRetention(),
                Duration.ZERO,
                defaults.retentionEnabled(),
                defaults.keepDaily(),
                defaults.keepWeekly(),
                defaults.keepMonthly(),
                defaults.localMaxSize());
    }
}
