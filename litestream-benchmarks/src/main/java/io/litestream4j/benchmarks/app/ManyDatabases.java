package io.litestream4j.benchmarks.app;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.replica.ReplicaUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Replicates many databases that nobody writes to: arguments are their directory and their number. It says {@value #READY}
 * when each has its first file on its replica, and the heap in use, in bytes, for each line on its standard input.
 */
public final class ManyDatabases {

    /** The line that says that everything is replicated. */
    public static final String READY = "READY";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private ManyDatabases() {}

    /** Returns where a database is. */
    public static Path database(Path directory, int number) {
        return directory.resolve("db-" + number + ".db");
    }

    /** Returns the directory of its replica. */
    public static Path replica(Path directory, int number) {
        return directory.resolve("replica").resolve("db-" + number);
    }

    /** Replicates until its standard input ends. */
    public static void main(String[] words) throws IOException {
        Path directory = Path.of(words[0]);
        try (Litestream litestream = new Litestream()) {
            for (int number = 0; number < Integer.parseInt(words[1]); number++) {
                String url = replica(directory, number).toUri().toString();
                litestream
                        .open(DatabaseOptions.builder(database(directory, number), ReplicaUrl.parse(url))
                                .build())
                        .start();
            }
            for (LitestreamDatabase database : litestream.databases()) {
                database.sync(LONGEST);
            }
            System.out.println(READY);
            answer();
        }
    }

    private static void answer() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println(runtime.totalMemory() - runtime.freeMemory());
        }
    }
}
