package io.litestream4j.capture;

import java.util.concurrent.TimeUnit;

/**
 * Bounds the WAL when the engine cannot keep up, because others take the processor or the disk: the application's own
 * writers then take short turns after each commit. Not when somebody's reader is what keeps the WAL from starting again:
 * slower writers would not help. Used by the capture thread only.
 */
final class BackPressure {

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final WriterGate gate;
    private final long softFrames;
    private boolean readerInTheWay;

    /**
     * Creates an object that lets writers go freely up to half of a WAL size.
     *
     * @param hardFrames number of frames in the WAL at which a writer's turn is the longest
     */
    BackPressure(WriterGate gate, long hardFrames) {
        this.gate = gate;
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
        long excess = Math.min(softFrames, frames - softFrames);
        return excess <= 0 ? 0 : (long) (LONGEST_NANOS * ((double) excess / softFrames));
    }
}
