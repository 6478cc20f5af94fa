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
 * <p>A snapshot does not come before the level-0 file of its last TXID, unless level 0 itself waits for it. The name of that
 * file can be given once, and so decides who goes on with the history; a snapshot that was there first could hold commits of
 * somebody who is refused a moment later.
 *
 * <p>{@link #run()} returns when nobody waits for a snapshot any more, and is called again, by one thread at a time, when
 * somebody asks for one. All other methods may be called by any thread.
 */
public final class SnapshotUpload implements Runnable {

    /** How long to wait for level 0 before it is seen whether there is still a reason to. */
    private static final Duration SLICE = Duration.ofMillis(100);

    private final ReplicaClient replica;
    private final StagingDirectory spool;
    private final Fixing fixing;
    private final UploadListener listener;
    private final StagedUpload upload;
    private final Comparison comparison;
    private final ReplicaProgress levelZero;
    private final RetryLoop loop;
    private final SnapshotRequests requests = new SnapshotRequests();
    private final Runnable start;
    private volatile TxId waiting = TxId.NONE;

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
     * @param levelZero up to where level 0 of the replica is known to be ours
     * @param start is called for each request, after it was made: there may be no thread
     */
    public SnapshotUpload(
            ReplicaClient replica,
            Outbox outbox,
            StagingDirectory spool,
            Fixing fixing,
            ReplicaProgress levelZero,
            UploadListener listener,
            Runnable start) {
        this.replica = replica;
        this.spool = spool;
        this.fixing = fixing;
        this.levelZero = levelZero;
        this.listener = listener;
        this.start = start;
        this.upload = new StagedUpload(replica, spool, listener);
        this.comparison = new Comparison(replica);
        this.loop = new RetryLoop(outbox, listener);
    }

    /** Asks for a snapshot; the answer, its TXID or a later one, comes when it is on the replica. */
    public CompletableFuture<TxId> request() {
        CompletableFuture<TxId> answer = requests.add();
        start.run();
        return answer;
    }

    /**
     * Asks for a snapshot before anything else: level 0 cannot go on without it.
     *
     * @param next the first TXID of the level-0 file that waits
     */
    public void requestFirst(TxId next) {
        waiting = next;
        if (requests.isEmpty()) {
            request();
        }
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
        StagedFile file = spooled;
        if (file != null) {
            uploadSpooled(file);
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

    private void send(FixedSnapshot snapshot) throws IOException, InterruptedException {
        if (snapshot.name().max().equals(last) && isThere(snapshot)) {
            requests.answer(last);
            return;
        }
        listener.snapshotBegun();
        if (isFollowingLevelZero(snapshot)) {
            sendNow(snapshot);
        } else if (requests.isOpen()) {
            spool(snapshot);
        }
    }

    /** Somebody may have deleted it, which may be why it is asked for again. */
    private boolean isThere(FixedSnapshot snapshot) throws IOException {
        return replica.list(Outbox.SNAPSHOT_LEVEL, TxId.NONE).stream()
                .anyMatch(file -> file.name().equals(snapshot.name()));
    }

    /** Waits for level 0; returns false if the snapshot is given up or keeps the WAL too long before that. */
    private boolean isFollowingLevelZero(FixedSnapshot snapshot) throws IOException, InterruptedException {
        while (!isItsTurn(snapshot.name().max())) {
            if (!requests.isOpen() || snapshot.isWalLong()) {
                return false;
            }
        }
        return true;
    }

    private boolean isItsTurn(TxId end) throws InterruptedException {
        return isAwaited() || levelZero.await(end, SLICE);
    }

    /** Returns whether there still is a gap before the level-0 file that waits. */
    private boolean isAwaited() {
        TxId next = waiting;
        return next.isAfter(last.next()) && next.isAfter(levelZero.reached().next());
    }

    private void sendNow(FixedSnapshot snapshot) throws IOException {
        long begin = System.nanoTime();
        try {
            ReplicaFile file = stream(snapshot, new SnapshotContent(snapshot));
            uploaded(file, Duration.ofNanos(System.nanoTime() - begin));
        } catch (FencedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (requests.isOpen()) {
                boolean overdue = snapshot.isWalLong();
                spool(snapshot);
                if (!overdue) {
                    throw e;
                }
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
        listener.found(there);
    }

    /** Frees the database of the snapshot: nobody knows how long the store will take. */
    private void spool(FixedSnapshot snapshot) throws IOException {
        spooled = spool.stage(snapshot.name(), snapshot.created(), target -> {
            try (InputStream in = snapshot.open()) {
                in.transferTo(Channels.newOutputStream(target));
            }
        });
        requests.closeOpen();
    }

    private void uploadSpooled(StagedFile file) throws IOException, InterruptedException {
        while (!isItsTurn(file.name().max())) {
            if (requests.isEnded()) {
                return;
            }
        }
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
