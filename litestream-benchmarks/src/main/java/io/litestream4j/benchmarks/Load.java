package io.litestream4j.benchmarks;

import java.util.Locale;

/** What the application writes in one transaction. */
enum Load {
    /** One row of about 200 bytes, and its entry in an index. */
    SMALL(1),
    /** A hundred such rows. */
    BATCH(100);

    private final int rows;

    Load(int rows) {
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
