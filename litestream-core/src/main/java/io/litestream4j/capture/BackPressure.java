package io.litestream4j.capture;

import java.util.concurrent.TimeUnit;

/**
 * Bounds the WAL when the engine cannot keep up, because others take the processor or the disk: the application's own
 * writers then take short turns after each commit. Not when somebody's reader is what keeps the WAL from starting again:
 * slower writers would not help. Used by the capture thread only.
 */
final class BackPressure {

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** From here on the engine is behind for a moment, mostly because the disk is slow to sync. */
    private static final long BREATH_BYTES = 100L << 20;

    /** Much for a writer of single rows, which would go on as fast as memory meanwhile, and little for one of many. */
    private static final long BREATH_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final WriterGate gate;
    private final long breathFrames;
    private final long softFrames;
    private boolean readerInTheWay;

    /**
     * Creates an object that lets writers go freely up to 100 MiB of WAL, and nearly so up to half of a size.
     *
     * @param hardFrames number of frames in the WAL at which a writer's turn is the longest
     * @param frameSize bytes in a frame
     */
    BackPressure(WriterGate gate, long hardFrames, int frameSize) {
        this.gate = gate;
        this.breathFrames = BREATH_BYTES / frameSize;
        this.softFrames = Math.max(1, hardFrames / 2);
    }

    void walHas(long frames) {
        gate.turn(readerInTheWay ? 0 : turn(frames));
    }

    void checkpointed(boolean completed) {
        readerInTheWay = !completed;
        if (readerInTheWay) {
            gate.turn(0);
        }
    }

    /** Returns how long a writer's turn is, in nanoseconds. */
    long turn(long frames) {
        long breath = frames < breathFrames ? 0 : BREATH_NANOS;
        long excess = Math.max(0, Math.min(softFrames, frames - softFrames));
        return Math.max(breath, (long) (LONGEST_NANOS * ((double) excess / softFrames)));
    }
}
