package io.litestream4j.capture;

import java.time.Duration;

/**
 * When the WAL is given back to the database file.
 *
 * @param minPages number of new frames that starts a checkpoint
 * @param interval age of the oldest frame that starts one
 * @param truncatePages size of the WAL file, in frames, from which a checkpoint also cuts the file
 */
public record CheckpointPolicy(long minPages, Duration interval, long truncatePages) {

    /**
     * Under load a checkpoint waits for this many times its own length, and for no less than {@link #SHORTEST_REST}, so
     * that it folds many versions of a page into one write and leaves the disk to the writers; unless so many frames have
     * come that the WAL file would grow for it.
     */
    private static final int REST = 1;

    private static final Duration SHORTEST_REST = Duration.ofMillis(600);

    private static final long URGENT_BYTES = 24L << 20;

    /** What to do about the WAL. */
    public enum Decision {
        /** Leave it. */
        NONE,
        /** Move its frames into the database file. */
        PASSIVE,
        /** Move them, and cut the file. */
        TRUNCATE
    }

    /**
     * What is known when the decision is made.
     *
     * @param newFrames frames that are not in the database file, without those that the last checkpoint could not move
     * @param pendingFrames all frames that are not in the database file
     * @param frameSize bytes in a frame
     * @param walSize bytes of the WAL file
     * @param sinceLast time since the last checkpoint was tried
     * @param lastDuration how long that one took
     */
    public record Facts(
            long newFrames,
            long pendingFrames,
            int frameSize,
            long walSize,
            Duration sinceLast,
            Duration lastDuration) {}

    Decision decide(Facts facts) {
        boolean bySize = facts.newFrames >= minPages
                && (facts.newFrames * facts.frameSize >= URGENT_BYTES
                        || facts.sinceLast.compareTo(rest(facts.lastDuration)) >= 0);
        boolean byTime = facts.pendingFrames > 0 && facts.sinceLast.compareTo(interval) >= 0;
        if (!bySize && !byTime) {
            return Decision.NONE;
        }
        return facts.walSize >= truncatePages * facts.frameSize ? Decision.TRUNCATE : Decision.PASSIVE;
    }

    private static Duration rest(Duration lastDuration) {
        Duration rest = lastDuration.multipliedBy(REST);
        return rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest;
    }
}
