package io.litestream4j.capture;

import io.litestream4j.staging.Outbox;

/**
 * Bounds what waits for the replica on the local disk and in memory. Beyond the bound nothing more is staged: changes stay in
 * the WAL, where they become fewer, larger files as soon as there is room. A full file does not count: there is no way to go on
 * without it, however large the database is. Used by the capture thread only.
 */
final class StagingRoom {

    /** Some 400 bytes of heap each. */
    static final int MAX_FILES = 10_000;

    private final Outbox outbox;
    private final long maxBytes;
    private final CaptureListener listener;
    private boolean full;

    /**
     * Creates the bound.
     *
     * @param maxBytes size of the files that may wait; the one that goes beyond it is the last
     */
    StagingRoom(Outbox outbox, long maxBytes, CaptureListener listener) {
        this.outbox = outbox;
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /** Returns whether nothing more may be staged, and tells when that changes. */
    boolean isFull() {
        Outbox.Content waiting = outbox.content();
        boolean now = waiting.bytes() - waiting.fullBytes() >= maxBytes || waiting.files() >= MAX_FILES;
        if (now != full) {
            full = now;
            if (now) {
                listener.failed(failure(waiting), true);
            } else {
                listener.recovered();
            }
        }
        return now;
    }

    /** Refuses to stage more than there is room for. */
    void require() throws StagingFullException {
        if (isFull()) {
            throw failure(outbox.content());
        }
    }

    private StagingFullException failure(Outbox.Content waiting) {
        return new StagingFullException(waiting.files() + " files with " + waiting.bytes()
                + " bytes wait for the replica, as many as local.max-size allows: changes stay in the WAL, which grows, until"
                + " the replica takes them. Repair the replica before the disk is full");
    }
}
