package io.litestream4j.capture;

import java.io.IOException;
import java.time.Duration;

/** Remembers what {@link CheckpointPolicy} needs to know of the last checkpoint. Not safe for use by several threads. */
final class CheckpointPace {

    private final CheckpointPolicy policy;
    private long lastEnd = System.nanoTime();
    private Duration lastDuration = Duration.ZERO;
    private long framesLeft;

    CheckpointPace(CheckpointPolicy policy) {
        this.policy = policy;
    }

    CheckpointPolicy.Decision decide(AttachedDatabase database) throws IOException {
        long framesToMove = database.framesToMove();
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
