package io.litestream4j.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Pages like those of an ordinary table: rows of text, of which LZ4 takes away about half. */
final class Pages {

    static final int SIZE = 4096;

    private Pages() {}

    /** Returns the same pages each time. */
    static byte[][] create(int count) {
        Random random = new Random(11);
        byte[][] pages = new byte[count][];
        for (int i = 0; i < count; i++) {
            pages[i] = page(random);
        }
        return pages;
    }

    private static byte[] page(Random random) {
        StringBuilder rows = new StringBuilder();
        while (rows.length() < SIZE) {
            rows.append("order ").append(random.nextInt(1_000_000)).append(", status shipped, customer ");
            rows.append(Long.toString(random.nextLong(), Character.MAX_RADIX)).append('\n');
        }
        return rows.substring(0, SIZE).getBytes(StandardCharsets.US_ASCII);
    }
}
