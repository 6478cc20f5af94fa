package io.litestream4j.capture;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Since when commits wait for the capture thread to look at the WAL: what shows that this thread hangs, as nothing it reports
 * itself could. Any thread may commit and ask; one looks.
 */
final class UnseenCommits {

    private static final long NONE = 0;

    private final InstantSource clock;
    private final AtomicLong unseen = new AtomicLong(NONE);
    private volatile long lookedFor = NONE;

    UnseenCommits(InstantSource clock) {
        this.clock = clock;
    }

    /** Tells of a commit. */
    void committed() {
        if (unseen.get() == NONE) {
            unseen.compareAndSet(NONE, clock.millis());
        }
    }

    /** Tells that somebody begins to look; whatever is committed from now on may not be seen by that. */
    void look() {
        long first = unseen.getAndSet(NONE);
        if (lookedFor == NONE) {
            lookedFor = first;
        }
    }

    /** Tells that what was committed before {@link #look()} is known of. */
    void seen() {
        lookedFor = NONE;
    }

    /** Returns since when there is a commit that nobody has seen; null if there is none. */
    @Nullable
    Instant since() {
        long first = lookedFor;
        long oldest = first == NONE ? unseen.get() : first;
        return oldest == NONE ? null : Instant.ofEpochMilli(oldest);
    }
}
