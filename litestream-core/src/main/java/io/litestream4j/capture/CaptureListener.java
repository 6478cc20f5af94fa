package io.litestream4j.capture;

import io.litestream4j.staging.StagedFile;
import java.time.Duration;
import java.time.Instant;

/** Hears what the capture thread has done and seen, on that thread. */
public interface CaptureListener {

    /**
     * The database is attached.
     *
     * @param pageSize bytes in a page
     */
    void attached(int pageSize);

    /**
     * A file of level 0 is staged and is to be uploaded.
     *
     * @param since when the oldest change in it was noticed
     * @param duration how long it took to make it
     * @param commit database size in pages after it
     * @param full whether it holds every page
     * @param pendingBytes size of the committed frames that are known of and still in no file: one does not take any number
     */
    void staged(StagedFile file, Instant since, Duration duration, int commit, boolean full, long pendingBytes);

    /**
     * The WAL was looked at.
     *
     * @param pendingBytes size of the committed frames that are in no file yet
     * @param since when they were noticed first; meaningless when there are none
     * @param walSize bytes of the WAL file
     */
    void observed(long pendingBytes, Instant since, long walSize);

    /**
     * A checkpoint was tried.
     *
     * @param truncated whether the WAL file was cut, too
     * @param duration how long all of it took
     * @param blocked how long writers could be blocked
     * @param completed whether every frame was moved
     */
    void checkpointed(boolean truncated, Duration duration, Duration blocked, boolean completed);

    /**
     * Somebody's reader keeps the WAL from starting again, and it is larger than it should ever be. Told with each checkpoint
     * that finds it so; one that completes ends it.
     *
     * @param walSize bytes of the WAL file
     */
    void readerInTheWay(long walSize);

    /** A full file is needed to go on; every one has a reason. */
    void fullFileNeeded(String reason);

    /**
     * The thread cannot go on.
     *
     * @param permanent whether no other try helps before somebody has acted
     */
    void failed(Exception failure, boolean permanent);

    /** The thread goes on after a failure. */
    void recovered();
}
