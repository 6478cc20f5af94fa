package io.litestream4j.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * Requests that an S3 gateway has seen.
 *
 * @param puts writes of objects or of their parts
 * @param lists pages of listings
 * @param others reads, deletions and whatever else
 */
record S3Requests(long puts, long lists, long others) {

    private static final int METHOD = 5;
    private static final int QUERY = 8;

    /** Counts the gateway's lines: time, name, status, duration, address, method, path, error, query, with bars between. */
    static S3Requests of(List<String> lines) {
        List<String[]> requests = lines.stream()
                .map(line -> line.split("\\|", -1))
                .filter(fields -> fields.length > QUERY)
                .map(fields -> Arrays.stream(fields).map(String::trim).toArray(String[]::new))
                .toList();
        long puts =
                requests.stream().filter(fields -> fields[METHOD].equals("PUT")).count();
        long lists = requests.stream()
                .filter(fields -> fields[METHOD].equals("GET") && fields[QUERY].contains("list-type=2"))
                .count();
        return new S3Requests(puts, lists, requests.size() - puts - lists);
    }

    S3Requests since(S3Requests earlier) {
        return new S3Requests(puts - earlier.puts, lists - earlier.lists, others - earlier.others);
    }

    /** Returns how many there would be in an hour, if these were the requests of so many seconds. */
    S3Requests hourly(int seconds) {
        return new S3Requests(puts * 3600 / seconds, lists * 3600 / seconds, others * 3600 / seconds);
    }
}
