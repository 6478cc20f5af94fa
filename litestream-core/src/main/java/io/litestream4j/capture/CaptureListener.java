package io.litestream4j.capture;

import io.litestream4j.staging.StagedFile;
import java.time.Duration;

/** Hears what the capture thread has done, on that thread. */
public interface CaptureListener {

    /**
     * A file is staged and is to be uploaded.
     *
     * @param duration how long it took to make it
     * @param commit database size in pages after it
     * @param full whether it holds every page
     */
    void staged(StagedFile file, Duration duration, int commit, boolean full);

    /**
     * A checkpoint was tried.
     *
     * @param truncated whether the WAL file was cut, too
     * @param duration how long all of it took
     * @param blocked how long writers could be blocked
     * @param completed whether every frame was moved
     */
    void checkpointed(boolean truncated, Duration duration, Duration blocked, boolean completed);

    /** A full file is needed to go on; every one has a reason. */
    void fullFileNeeded(String reason);
}
