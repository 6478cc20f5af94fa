package io.litestream4j.sqlite;

/**
 * How far the WAL goes, by SQLite's own word.
 *
 * @param frames number of committed frames
 * @param backfilled how many of them, from the first on, are in the database file
 */
public record WalTail(long frames, long backfilled) {

    /** Returns whether every committed frame is in the database file. */
    public boolean isBackfilled() {
        return backfilled >= frames;
    }
}
