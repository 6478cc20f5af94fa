package io.litestream4j.upload;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaEnd;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.OriginFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the upload thread of one database does: it looks once where the replica's history ends, then puts staged captures
 * there in their order. It ends by itself when somebody else turns out to write to the replica. What it has uploaded stays
 * in staging, for others to delete.
 *
 * <p>{@link #run()} returns when there has been nothing to upload for a while, and is to be called again, by one thread at a
 * time, when there is. {@link #end()} may be called by any thread.
 */
public final class UploadLoop implements Runnable {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(10);

    private final ReplicaClient replica;
    private final Outbox outbox;
    private final ReplicaProgress snapshots;
    private final UploadListener listener;
    private final LineageCheck lineage;
    private final StagedUpload upload;
    private final RetryLoop loop;

    // Of the upload thread only, from here on.
    private boolean listed;
    private TxId tip = TxId.NONE;

    /**
     * Creates a loop that has not begun.
     *
     * @param snapshots up to where the newest snapshot goes that was uploaded meanwhile
     */
    public UploadLoop(
            ReplicaClient replica,
            Outbox outbox,
            StagingDirectory staging,
            OriginFile origin,
            ReplicaProgress snapshots,
            UploadListener listener) {
        this.replica = replica;
        this.lineage = new LineageCheck(replica, staging, origin);
        this.outbox = outbox;
        this.snapshots = snapshots;
        this.listener = listener;
        this.upload = new StagedUpload(replica, staging, listener);
        this.loop = new RetryLoop(outbox, listener);
    }

    /** Ends the loop after the upload under way. */
    public void end() {
        loop.end();
    }

    @Override
    public void run() {
        loop.run(this::step);
    }

    private boolean step() throws IOException, InterruptedException {
        if (listed) {
            return uploadNext();
        }
        list();
        return true;
    }

    private void list() throws IOException, InterruptedException {
        Optional<ReplicaFile> newest = ReplicaEnd.newest(replica);
        Lineage whose = lineage.check(newest);
        if (whose instanceof Lineage.Others others) {
            throw new FencedException(replica.url() + ": " + others.reason() + ". Nothing is uploaded");
        }
        tip = ReplicaEnd.last(newest);
        listener.listed(newest, whose instanceof Lineage.Ours);
        listed = true;
    }

    private boolean uploadNext() throws IOException, InterruptedException {
        Optional<Outbox.Item> next = outbox.next(IDLE);
        if (next.isPresent() && isBehindGap(next.get())) {
            closeGap(next.get());
        } else if (next.isPresent()) {
            upload(next.get());
        }
        return next.isPresent();
    }

    /** Without what lies between, a file could not be restored: a snapshot goes first, and makes it superfluous. */
    private boolean isBehindGap(Outbox.Item item) {
        TxId first = item.file().name().min();
        return first.isAfter(tip.next()) && first.isAfter(snapshots.reached().next());
    }

    /** Asks for a snapshot, and waits for it, but not for ever: nobody may be able to make it yet. */
    private void closeGap(Outbox.Item item) throws InterruptedException {
        TxId next = item.file().name().min();
        listener.gap(next, "the replica ends at TXID " + tip + ", the next file begins at " + next);
        snapshots.await(item.file().name().max(), SNAPSHOT_PATIENCE);
    }

    private void upload(Outbox.Item item) throws IOException {
        TxId last = item.file().name().max();
        if (last.isAfter(tip)) {
            listener.uploaded(item, upload.put(item));
            tip = last;
        }
        outbox.remove(item);
        listener.removed();
        if (outbox.isEmpty()) {
            listener.drained();
        }
    }
}
