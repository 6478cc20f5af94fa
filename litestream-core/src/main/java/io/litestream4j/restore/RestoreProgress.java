package io.litestream4j.restore;

/** Hears how far a restore has come, often and on several threads at the same time: must be quick and must not throw. */
@FunctionalInterface
public interface RestoreProgress {

    /**
     * Handles progress.
     *
     * @param bytes how many bytes have been read from the replica
     * @param total how many there are to read, as far as that is known: becomes less when newer files make parts of older ones
     *     needless
     */
    void onProgress(long bytes, long total);
}
