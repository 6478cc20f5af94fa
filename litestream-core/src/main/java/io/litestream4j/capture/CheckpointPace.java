package io.litestream4j.capture;

import java.io.IOException;
import java.time.Duration;

/** Remembers what {@link CheckpointPolicy} needs to know of the last checkpoint. Not safe for use by several threads. */
final class CheckpointPace {

    private static final long NEVER = Duration.ofDays(365).toNanos();

    private final CheckpointPolicy policy;
    private long lastEnd = System.nanoTime();
    private Duration lastDuration = Duration.ZERO;
    private long framesLeft;
    private long framesToMove;

    CheckpointPace(CheckpointPolicy policy) {
        this.policy = policy;
    }

    CheckpointPolicy.Decision decide(AttachedDatabase database) throws IOException {
        framesToMove = database.framesToMove();
        framesLeft = Math.min(framesLeft, framesToMove);
        return policy.decide(new CheckpointPolicy.Facts(
                framesToMove - framesLeft,
                framesToMove,
                database.frameSize(),
                database.walSize(),
                Duration.ofNanos(System.nanoTime() - lastEnd),
                lastDuration));
    }

    /**
     * Returns for how many nanoseconds a database that nobody writes to needs no checkpoint, after a decision against one; 0
     * if one waits only for its turn.
     */
    long untilDue() {
        if (framesToMove == 0) {
            return NEVER;
        }
        long left = policy.interval().toNanos() - (System.nanoTime() - lastEnd);
        return framesToMove - framesLeft >= policy.minPages() ? 0 : Math.max(0, left);
    }

    /**
     * Notes a checkpoint.
     *
     * @param left number of frames that it could not move; they do not count for the next one
     */
    void checkpointed(Duration duration, long left) {
        lastEnd = System.nanoTime();
        lastDuration = duration;
        framesLeft = left;
    }
}
