package io.litestream4j.upload;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.Outbox;
import java.time.Duration;
import java.util.Optional;

/** Hears what the upload thread has done, on that thread. */
public interface UploadListener {

    /**
     * The replica was listed. Returns only when uploads may begin.
     *
     * @param newest the file with the highest TXID in any level; empty if the replica is
     * @param own whether the replica's history is the one that was captured here, as far as both reach
     */
    void listed(Optional<ReplicaFile> newest, boolean own) throws InterruptedException;

    /**
     * The next file to upload does not follow on what the replica has: a snapshot has to close the gap.
     *
     * @param next the first TXID of that file
     */
    void gap(TxId next, String reason);

    /**
     * A file was on the replica already, with the same content: an earlier try had arrived. Heard before it counts as
     * uploaded.
     */
    void found(ReplicaFile file);

    /** A file is durable on the replica. */
    void uploaded(Outbox.Item item, Duration duration);

    /** A snapshot is being read from the database, and sent. */
    void snapshotBegun();

    /** A snapshot is durable on the replica. */
    void snapshotUploaded(ReplicaFile file, Duration duration);

    /** A staged file waits no more: the replica has it, perhaps since long ago. */
    void removed();

    /** Nothing is left to upload. */
    void drained();

    /**
     * An upload failed.
     *
     * @param permanent whether it is not tried again
     */
    void failed(Exception failure, boolean permanent);

    /**
     * Somebody else writes to this replica; the thread ends.
     *
     * @param reason what was found, for a person
     */
    void fenced(String reason);

    /** Uploads work again. */
    void recovered();
}
