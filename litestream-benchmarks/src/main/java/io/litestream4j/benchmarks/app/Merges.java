package io.litestream4j.benchmarks.app;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.replica.ReplicaUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Replicates some databases after others in one process: each two lines of the standard input are the path of one and the
 * URL of its replica, and an empty line has these take the place of the ones before. The argument is how many seconds are
 * between merges into level 1.
 */
public final class Merges {

    private Merges() {}

    /** Goes on until the standard input ends. */
    public static void main(String[] words) throws IOException {
        Duration interval = Duration.ofSeconds(Long.parseLong(words[0]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<DatabaseOptions> databases = read(input, interval);
        while (!databases.isEmpty()) {
            try (Litestream litestream = new Litestream()) {
                for (DatabaseOptions database : databases) {
                    litestream.open(database).start();
                }
                databases = read(input, interval);
            }
        }
    }

    private static List<DatabaseOptions> read(BufferedReader input, Duration interval) throws IOException {
        List<DatabaseOptions> databases = new ArrayList<>();
        for (String path = input.readLine(); path != null && !path.isEmpty(); path = input.readLine()) {
            databases.add(Upkeep.options(Path.of(path), ReplicaUrl.parse(input.readLine()), interval));
        }
        return databases;
    }
}
