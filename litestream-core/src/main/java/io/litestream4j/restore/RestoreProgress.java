package io.litestream4j.restore;

/** Hears how far a restore has come, on the thread that restores, often: must be quick and must not throw. */
@FunctionalInterface
public interface RestoreProgress {

    /**
     * Handles progress.
     *
     * @param bytes how many bytes have been read from the replica
     * @param total how many the plan has; fewer are read when the newest files make older ones needless
     */
    void onProgress(long bytes, long total);
}
