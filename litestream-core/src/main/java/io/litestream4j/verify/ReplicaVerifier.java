package io.litestream4j.verify;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.restore.fetch.WorkerPool;
import java.io.IOException;

/**
 * Verifies what a replica holds: names against headers, checksums, pages, and whether the files of all levels make a history
 * without gaps. Writes and deletes nothing; may run while the replica is being written to.
 *
 * <p>Memory: some 300 bytes for each file of the replica, and 16 KiB and two pages for each thread. Safe for use by several
 * threads.
 */
public final class ReplicaVerifier {

    private final ReplicaClient client;
    private final Pause pause;
    private final WorkerPool pool;
    private final VerifyProgress progress;

    /**
     * Creates a verifier for one replica.
     *
     * @param client stays open
     * @param pause waits between tries
     * @param pool makes the threads that read
     * @param progress hears how far a verification has come
     */
    public ReplicaVerifier(ReplicaClient client, Pause pause, WorkerPool pool, VerifyProgress progress) {
        this.client = client;
        this.pause = pause;
        this.pool = pool;
        this.progress = progress;
    }

    /**
     * Verifies the replica. Damage is reported, never thrown.
     *
     * @param mode how much is read
     * @param parallelism how many files are read at the same time, 1 or more
     * @throws io.litestream4j.replica.ReplicaUnavailableException if the store cannot be reached
     * @throws IOException if the store cannot be listed, or the thread was interrupted
     */
    public VerificationReport verify(VerifyMode mode, int parallelism) throws IOException {
        return new Verification(client, pause, mode, progress).run(pool, parallelism);
    }
}
