package io.litestream4j.benchmarks.app;

import io.litestream4j.Litestream;
import io.litestream4j.replica.ReplicaUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Replicates one database after the other in one process: each two lines of the standard input, its path and the URL of its
 * replica, take the place of the ones before. The argument is how many seconds are between merges into level 1.
 */
public final class Merges {

    private Merges() {}

    /** Goes on until the standard input ends. */
    public static void main(String[] words) throws IOException {
        Duration interval = Duration.ofSeconds(Long.parseLong(words[0]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String path = input.readLine();
        while (path != null) {
            ReplicaUrl replica = ReplicaUrl.parse(input.readLine());
            try (Litestream litestream = new Litestream()) {
                litestream
                        .open(Upkeep.options(Path.of(path), replica, interval))
                        .start();
                path = input.readLine();
            }
        }
    }
}
