package io.litestream4j.verify;

/** Hears how far a verification has come, often and on several threads at the same time: must be quick and must not throw. */
@FunctionalInterface
public interface VerifyProgress {

    /**
     * Handles progress.
     *
     * @param bytes how many bytes have been read from the replica
     * @param total how many there are to read
     */
    void onProgress(long bytes, long total);
}
