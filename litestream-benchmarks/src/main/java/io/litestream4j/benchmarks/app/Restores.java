package io.litestream4j.benchmarks.app;

import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.IntegrityCheckMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Restores again and again in one process, as an application that has run for a while. The argument is the URL of the
 * replica. Each line of the standard input is the path of a database to restore, and is repeated on the standard output when
 * it is there.
 */
public final class Restores {

    private Restores() {}

    /** Goes on until the standard input ends. */
    public static void main(String[] words) throws IOException {
        ReplicaUrl replica = ReplicaUrl.parse(words[0]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = input.readLine(); path != null; path = input.readLine()) {
            Restore.restore(Path.of(path), replica, IntegrityCheckMode.NONE);
            System.out.println(path);
            System.out.flush();
        }
    }
}
