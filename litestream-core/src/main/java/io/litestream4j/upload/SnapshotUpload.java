package io.litestream4j.upload;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.staging.FixedSnapshot;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the snapshot thread of one database does: it has a position fixed, and sends the snapshot to the replica while it is
 * made, without a local copy. When that fails, or takes so long that the WAL grows too much, the snapshot goes to a local file
 * first, which needs no read transaction and is uploaded for as long as it takes.
 *
 * <p>{@link #run()} returns when nobody waits for a snapshot any more, and is called again, by one thread at a time, when
 * somebody asks for one. All other methods may be called by any thread.
 */
public final class SnapshotUpload implements Runnable {

    private final ReplicaClient replica;
    private final StagingDirectory spool;
    private final Fixing fixing;
    private final UploadListener listener;
    private final StagedUpload upload;
    private final Comparison comparison;
    private final RetryLoop loop;
    private final SnapshotRequests requests = new SnapshotRequests();
    private final Runnable start;

    // Of the snapshot thread only.
    private @Nullable StagedFile spooled;
    private TxId last = TxId.NONE;

    /** Fixes a snapshot of what is committed now. */
    @FunctionalInterface
    public interface Fixing {

        /** Returns it, for the caller to close; empty if there is no database. */
        Optional<FixedSnapshot> fix() throws IOException, InterruptedException;
    }

    /**
     * Creates a loop that has not begun.
     *
     * @param spool takes snapshots that cannot be sent at once; empty
     * @param start is called for each request, after it was made: there may be no thread
     */
    public SnapshotUpload(
            ReplicaClient replica,
            Outbox outbox,
            StagingDirectory spool,
            Fixing fixing,
            UploadListener listener,
            Runnable start) {
        this.replica = replica;
        this.spool = spool;
        this.fixing = fixing;
        this.listener = listener;
        this.start = start;
        this.upload = new StagedUpload(replica, spool);
        this.comparison = new Comparison(replica);
        this.loop = new RetryLoop(outbox, listener);
    }

    /** Asks for a snapshot; the answer, its TXID or a later one, comes when it is on the replica. */
    public CompletableFuture<TxId> request() {
        CompletableFuture<TxId> answer = requests.add();
        start.run();
        return answer;
    }

    /** Returns whether nobody has asked for a snapshot that is not on the replica yet. */
    public boolean isIdle() {
        return requests.isEmpty();
    }

    /**
     * Gives up what is read from the database now, so that it can be checkpointed; {@link #resume()} begins anew.
     *
     * @param patience how long to wait if a position is just being fixed
     */
    public void hold(Duration patience) {
        requests.hold(patience);
    }

    /** Goes on after {@link #hold()}. */
    public void resume() {
        requests.resume();
    }

    /** Ends the loop; what is read from the database now is given up. */
    public void end() {
        // In this order: a thread that finds the requests ended must not take that for having nothing to do.
        loop.end();
        requests.end();
    }

    /** Tells those who have asked that they wait in vain. */
    public void cancel() {
        requests.cancel();
    }

    @Override
    public void run() {
        boolean idle = false;
        try {
            idle = loop.run(this::step);
        } finally {
            if (!idle) {
                cancel();
            }
        }
    }

    /** Returns false if nobody waits for a snapshot. */
    private boolean step() throws IOException, InterruptedException {
        StagedFile waiting = spooled;
        if (waiting != null) {
            uploadSpooled(waiting);
            return true;
        }
        boolean wanted = requests.begin();
        if (wanted) {
            take();
        }
        return wanted;
    }

    private void take() throws IOException, InterruptedException {
        Optional<FixedSnapshot> fixed = fix();
        if (requests.opened(fixed.orElse(null))) {
            try {
                send(fixed.orElseThrow());
            } finally {
                requests.closeOpen();
            }
        }
    }

    private Optional<FixedSnapshot> fix() throws InterruptedException {
        try {
            Optional<FixedSnapshot> fixed = fixing.fix();
            if (fixed.isEmpty()) {
                requests.answer(TxId.NONE);
            }
            return fixed;
        } catch (IOException e) {
            // The capture thread tells everybody else.
            requests.fail(e);
            return Optional.empty();
        }
    }

    private void send(FixedSnapshot snapshot) throws IOException {
        if (snapshot.name().max().equals(last)) {
            requests.answer(last);
            return;
        }
        listener.snapshotBegun();
        long begin = System.nanoTime();
        try {
            ReplicaFile file = stream(snapshot, new SnapshotContent(snapshot));
            uploaded(file, Duration.ofNanos(System.nanoTime() - begin));
        } catch (FencedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (requests.isOpen()) {
                spool(snapshot, e);
            }
        }
    }

    private ReplicaFile stream(FixedSnapshot snapshot, SnapshotContent content) throws IOException {
        try {
            replica.create(Outbox.SNAPSHOT_LEVEL, snapshot.name(), snapshot.created(), content);
        } catch (ReplicaFileExistsException e) {
            requireSame(snapshot, content);
        }
        return new ReplicaFile(Outbox.SNAPSHOT_LEVEL, snapshot.name(), content.size(), snapshot.created());
    }

    /** Sees whether a snapshot that is there already has the same pages: an earlier process may have put it there. */
    private void requireSame(FixedSnapshot snapshot, SnapshotContent content) throws IOException {
        ReplicaFile there = new ReplicaFile(Outbox.SNAPSHOT_LEVEL, snapshot.name(), content.size(), snapshot.created());
        if (!comparison.holdsPages(content, "snapshot " + snapshot.name(), there)) {
            throw new FencedException(replica.url() + ": " + there.display()
                    + " exists with other content: another process writes to this replica. Nothing more is uploaded");
        }
    }

    /** Frees the database of the snapshot: nobody knows how long the store will take. */
    private void spool(FixedSnapshot snapshot, Exception reason) throws IOException {
        boolean overdue = snapshot.isWalLong();
        spooled = spool.stage(snapshot.name(), snapshot.created(), target -> {
            try (InputStream in = snapshot.open()) {
                in.transferTo(Channels.newOutputStream(target));
            }
        });
        requests.closeOpen();
        if (!overdue) {
            throw reason instanceof IOException failure ? failure : new IOException(String.valueOf(reason), reason);
        }
    }

    private void uploadSpooled(StagedFile file) throws IOException {
        Outbox.Item item = new Outbox.Item(Outbox.SNAPSHOT_LEVEL, file, file.created(), true);
        Duration duration = upload.put(item);
        spool.discard(file.name());
        spooled = null;
        uploaded(new ReplicaFile(item.level(), file.name(), file.size(), file.created()), duration);
    }

    private void uploaded(ReplicaFile file, Duration duration) {
        last = file.name().max();
        listener.snapshotUploaded(file, duration);
        requests.answer(last);
    }
}
