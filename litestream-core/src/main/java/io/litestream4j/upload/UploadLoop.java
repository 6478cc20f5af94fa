package io.litestream4j.upload;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaEnd;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.staging.OriginFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the upload thread of one database does, from {@link #run()} to {@link #end()}: it looks once where the replica's
 * history ends, then puts staged files there in their order. It ends by itself when somebody else turns out to write to the
 * replica. What it has uploaded stays in staging, for others to delete. {@link #end()} may be called by any thread.
 */
public final class UploadLoop implements Runnable {

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ReplicaClient replica;
    private final Outbox outbox;
    private final StagingDirectory staging;
    private final StagingDirectory snapshots;
    private final UploadListener listener;
    private final Comparison comparison;
    private final LineageCheck lineage;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private volatile boolean ended;

    // Of the upload thread only, from here on.
    private boolean listed;
    private boolean failing;
    private boolean healing;
    private TxId tip = TxId.NONE;

    /** Creates a loop that has not begun. */
    public UploadLoop(
            ReplicaClient replica,
            Outbox outbox,
            StagingDirectory staging,
            StagingDirectory snapshots,
            OriginFile origin,
            UploadListener listener) {
        this.replica = replica;
        this.comparison = new Comparison(replica);
        this.lineage = new LineageCheck(replica, staging, origin);
        this.outbox = outbox;
        this.staging = staging;
        this.snapshots = snapshots;
        this.listener = listener;
    }

    /** Ends the loop after the upload under way. */
    public void end() {
        ended = true;
        outbox.end();
    }

    @Override
    public void run() {
        try {
            loop();
        } catch (FencedException e) {
            listener.fenced(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            // Whatever ends this thread shows as a stalled stage, not as silence.
            listener.failed(new IllegalStateException("the upload thread has died: " + e, e), true);
            throw e;
        }
    }

    private void loop() throws FencedException {
        while (!ended) {
            try {
                if (listed) {
                    uploadNext();
                } else {
                    list();
                }
            } catch (FencedException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                failing = true;
                listener.failed(e, false);
                outbox.pause(backoff.next());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
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
        succeeded();
    }

    private void uploadNext() throws IOException {
        Optional<Outbox.Item> next = healing ? outbox.nextSnapshot(IDLE) : outbox.next(IDLE);
        if (next.isEmpty()) {
            // Nobody could make the snapshot yet: look again whether it is needed, and ask again.
            healing = false;
        } else if (isBehindGap(next.get())) {
            healing = true;
            listener.gap("the replica ends at TXID " + tip + ", the next file begins at "
                    + next.get().file().name().min());
        } else {
            upload(next.get());
        }
    }

    /** Without what lies between, a file could not be restored: a snapshot goes first, and makes it superfluous. */
    private boolean isBehindGap(Outbox.Item item) {
        return item.level() == Outbox.CAPTURE_LEVEL && item.file().name().min().isAfter(tip.next());
    }

    private void upload(Outbox.Item item) throws IOException {
        if (item.level() != Outbox.CAPTURE_LEVEL || item.file().name().max().isAfter(tip)) {
            long begin = System.nanoTime();
            put(item);
            listener.uploaded(item, Duration.ofNanos(System.nanoTime() - begin));
        }
        succeeded();
        remove(item);
    }

    private void put(Outbox.Item item) throws IOException {
        StagedSource source = new StagedSource(item.level() == Outbox.CAPTURE_LEVEL ? staging : snapshots, item.file());
        try {
            replica.create(item.level(), item.file().name(), item.file().created(), source);
        } catch (ReplicaFileExistsException e) {
            requireSame(item, source);
        }
    }

    /** Sees whether a file that is there already is the one that was to be put there: an earlier try had arrived then. */
    private void requireSame(Outbox.Item item, StagedSource source) throws IOException {
        StagedFile file = item.file();
        ReplicaFile there = new ReplicaFile(item.level(), file.name(), file.size(), file.created());
        if (!comparison.agree(source, there)) {
            throw new FencedException(replica.url() + ": " + there.display()
                    + " exists with other content: another process writes to this replica. Nothing more is uploaded; what"
                    + " is not uploaded is in " + file.path().getParent());
        }
    }

    private void remove(Outbox.Item item) throws IOException {
        LtxFileName name = item.file().name();
        if (name.max().isAfter(tip)) {
            tip = name.max();
        }
        if (item.level() != Outbox.CAPTURE_LEVEL) {
            healing = false;
            snapshots.discard(name);
        }
        outbox.remove(item);
        if (outbox.isEmpty()) {
            listener.drained();
        }
    }

    private void succeeded() {
        backoff.reset();
        if (failing) {
            failing = false;
            listener.recovered();
        }
    }
}
