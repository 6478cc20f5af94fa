package io.litestream4j.capture;

import io.litestream4j.capture.CaptureRequests.OnFailure;
import io.litestream4j.ltx.TxId;
import io.litestream4j.staging.FixedSnapshot;
import io.litestream4j.staging.IdentityFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.SealFile;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the capture thread of one database does: it sleeps until something was committed, captures it when the upload thread
 * has nothing left to do, and checkpoints. While an upload is under way commits collect, and become one file.
 *
 * <p>{@link #run()} returns after {@link #end()}, and when there has been nothing to do for a while; it is called again, by
 * one thread at a time, for a reason given to the {@link WakeUp}. All other methods may be called by any thread.
 */
public final class CaptureLoop implements Runnable {

    /** How often to look at the WAL's length while captures have to wait. */
    private static final long LOAD_TICK_NANOS = Duration.ofMillis(20).toNanos();

    private final CaptureSettings settings;
    private final CaptureStores stores;
    private final Outbox outbox;
    private final Consumer<String> snapshots;
    private final CaptureListener listener;
    private final InstantSource clock;
    private final TxId localStart;
    private final WriterGate gate;
    private final WakeUp wakeUp;
    private final CaptureWait waiting;
    private final CaptureRequests requests = new CaptureRequests();
    private final UnseenCommits unseen;
    private final ReplicaTips tips = new ReplicaTips();
    private volatile boolean ended;
    private volatile @Nullable String fencedBy;

    // Of the capture thread only, from here on.
    private final PendingCommits noticed;
    private final CapturePace pace;
    private final CheckpointPace checkpoints;
    private final StagingRoom room;
    private final CaptureRetry retry = new CaptureRetry();
    private @Nullable AttachedDatabase attached;
    private @Nullable TxId tip;
    private TxId announced;
    private boolean full;
    private long captureBegin;
    private boolean seen;
    private boolean otherHistory;
    private @Nullable UnreplicatedDatabase unreplicated;
    private @Nullable FormerFiles former;
    private @Nullable String lost;

    /**
     * Creates a loop that has not begun.
     *
     * @param localStart the last TXID that an earlier process has staged; none if there is no such file
     * @param snapshots has a snapshot made, for a reason, without waiting for it
     * @param gate holds writers while the write lock is wanted
     * @param wakeUp starts the thread if there is none
     */
    public CaptureLoop(
            CaptureSettings settings,
            StagingDirectory staging,
            SealFile seals,
            IdentityFile identity,
            Outbox outbox,
            TxId localStart,
            Consumer<String> snapshots,
            CaptureListener listener,
            WriterGate gate,
            WakeUp wakeUp,
            InstantSource clock) {
        this.settings = settings;
        this.localStart = localStart;
        this.announced = localStart;
        this.stores = new CaptureStores(staging, seals, identity, this::staged);
        this.outbox = outbox;
        this.snapshots = snapshots;
        this.listener = listener;
        this.gate = gate;
        this.wakeUp = wakeUp;
        this.waiting = new CaptureWait(wakeUp, settings.monitorInterval());
        this.clock = clock;
        this.unseen = new UnseenCommits(clock);
        this.noticed = new PendingCommits(clock);
        this.pace = new CapturePace(settings.syncInterval());
        this.checkpoints = new CheckpointPace(settings.checkpoints());
        this.room = new StagingRoom(outbox, settings.maxStagedBytes(), listener);
    }

    /** Tells that something may have been committed. */
    public void committed() {
        unseen.committed();
        wakeUp.signal(WakeUp.COMMIT);
    }

    /** Returns since when there is a commit that nobody has looked at; null if there is none. */
    public @Nullable Instant unseenSince() {
        return unseen.since();
    }

    /** Tells that nothing is left to upload. */
    public void uploaded() {
        wakeUp.signal(WakeUp.UPLOADED);
    }

    /** Captures everything that is committed now; answers with the last TXID, none if there is no database. */
    public CompletableFuture<TxId> capture() {
        return request(database -> captureAll(database, false), TxId.NONE, OnFailure.RETRY);
    }

    /** Captures everything that is committed now and checkpoints; answers with the last TXID. */
    public CompletableFuture<TxId> captureAndSeal() {
        return request(database -> captureAll(database, true), TxId.NONE, OnFailure.RETRY);
    }

    private TxId captureAll(AttachedDatabase database, boolean seal) throws IOException {
        room.require();
        database.captureAll();
        if (seal) {
            checkpoint(database, false);
        }
        return database.txId();
    }

    /** Fixes a snapshot of everything that is committed now, which the caller closes; empty if there is no database. */
    public CompletableFuture<Optional<FixedSnapshot>> fixSnapshot() {
        return request(database -> Optional.of(database.fixSnapshot()), Optional.empty(), OnFailure.GIVE_UP);
    }

    /**
     * Tells the last TXID that is on the replica. If the local history does not reach it, or is another one, what is staged
     * is given up and a full file follows above it. The answer comes when that is decided; nothing may be uploaded before.
     *
     * @param own whether the replica's history is the one that was captured here, as far as both reach
     */
    public CompletableFuture<Void> replicaTip(TxId txId, boolean own) {
        CompletableFuture<Void> answer = tips.add(txId, own);
        wakeUp.signal(WakeUp.REQUEST);
        return answer;
    }

    /**
     * Ends captures for as long as this loop lives, because nothing is going to be uploaded any more: staging no longer
     * grows, requests fail, and the WAL is given back to the database file uncaptured.
     *
     * @param reason why, for those who ask for captures
     */
    public void fence(String reason) {
        fencedBy = reason;
        wakeUp.signal(WakeUp.REQUEST);
    }

    /** Ends the loop after what it is doing now; the engine's connections are closed then. */
    public void end() {
        ended = true;
        wakeUp.signal(WakeUp.REQUEST);
    }

    /** Looks at an idle database, for commits of other processes above all; starts the thread if it has anything to do. */
    public void look() {
        wakeUp.remind(waiting.isOver());
    }

    private <T> CompletableFuture<T> request(CaptureRequests.Action<T> action, T withoutDatabase, OnFailure onFailure) {
        CompletableFuture<T> answer = requests.add(action, withoutDatabase, onFailure);
        wakeUp.signal(WakeUp.REQUEST);
        return answer;
    }

    @Override
    public void run() {
        waiting.resumed();
        boolean suspended = false;
        try {
            suspended = loop();
        } catch (Throwable e) {
            // Whatever ends this thread shows as a stalled stage, not as silence.
            listener.failed(new IllegalStateException("the capture thread has died: " + e, e), true);
            throw e;
        } finally {
            if (!suspended) {
                detach();
                if (former != null) {
                    former.close();
                }
                requests.cancel();
                tips.cancel();
            }
        }
    }

    /** Returns true when there has been nothing to do for a while, false after {@link #end()}. */
    private boolean loop() {
        while (!ended) {
            try {
                waiting.only(WakeUp.REQUEST);
                long wait = step();
                if (retry.succeeded()) {
                    listener.recovered();
                }
                if (!waiting.await(wait)) {
                    waiting.suspended();
                    return true;
                }
            } catch (IOException | RuntimeException e) {
                failed(e);
                wakeUp.await(WakeUp.REQUEST, retry.toWait().toNanos());
            }
        }
        return false;
    }

    /** Does what there is to do now, and returns for how many nanoseconds to wait, for what {@link #waiting} says. */
    private long step() throws IOException {
        String reason = fencedBy;
        if (reason != null) {
            return keepWithoutReplica(reason);
        }
        applyTip();
        AttachedDatabase database = current();
        if (database == null) {
            answerWithoutDatabase();
            return waiting.idle(() -> !isAbsent());
        }
        try {
            captureBegin = System.nanoTime();
            requests.answer(database);
            return work(database);
        } catch (ContinuityLostException e) {
            captureFull(database, e.getMessage());
            return 0;
        }
    }

    /** Returns the database that is attached, as long as its files are there; else tries to attach what is. */
    private @Nullable AttachedDatabase current() throws IOException {
        AttachedDatabase database = attached;
        FileChange change = database == null ? null : database.look();
        if (database == null) {
            return attach();
        }
        if (change instanceof FileChange.Lost lost) {
            former = database.giveUp(lost);
            return attach();
        }
        if (change instanceof FileChange.Overwritten overwritten) {
            lost = overwritten.what();
            return attach();
        }
        return database;
    }

    private long keepWithoutReplica(String reason) throws IOException {
        requests.fail(new IOException(reason));
        if (unreplicated == null || !unreplicated.isCurrent()) {
            giveUpCaptures();
            unreplicated =
                    isAbsent() ? null : UnreplicatedDatabase.open(settings.database(), settings.checkpoints(), gate);
        }
        if (unreplicated != null) {
            unreplicated.checkpointIfDue();
        }
        return settings.monitorInterval().toNanos();
    }

    private void giveUpCaptures() throws IOException {
        detach();
        if (tip == null) {
            // That they cannot be uploaded was not known yet. The database has what is in them; each start adds more.
            giveUpStaged(localStart);
        }
    }

    private void answerWithoutDatabase() throws IOException {
        // There may be one that is not attached, because it is not known yet where its history ends.
        if (!requests.isEmpty() && isAbsent()) {
            requests.answer(null);
        }
    }

    private long work(AttachedDatabase database) throws IOException {
        boolean resting = !outbox.isEmpty() || pace.remaining(System.nanoTime()) > 0;
        unseen.look();
        long pending = resting ? database.pendingFramesAtAGlance() : database.pendingFrames();
        observe(database, pending);
        unseen.seen();
        if (room.isFull()) {
            database.letWritersGo();
            waiting.only(WakeUp.UPLOADED | WakeUp.REQUEST);
            return settings.monitorInterval().toNanos();
        }
        CheckpointPolicy.Decision decision = checkpoints.decide(database);
        if (decision != CheckpointPolicy.Decision.NONE) {
            checkpoint(database, decision == CheckpointPolicy.Decision.TRUNCATE);
            return 0;
        }
        if (pending == 0) {
            long untilDue = requests.isEmpty() ? checkpoints.untilDue() : 0;
            return waiting.idle(untilDue == 0 ? null : database.idle(untilDue));
        }
        if (!outbox.isEmpty()) {
            waiting.only(WakeUp.UPLOADED | WakeUp.REQUEST);
            return LOAD_TICK_NANOS;
        }
        captureBegin = System.nanoTime();
        long wait = pace.remaining(captureBegin);
        if (wait > 0) {
            return Math.min(wait, LOAD_TICK_NANOS);
        }
        database.captureSome();
        return 0;
    }

    private void observe(AttachedDatabase database, long pending) {
        listener.observed(pending * database.frameSize(), noticed.observed(pending), database.walSize());
    }

    private void checkpoint(AttachedDatabase database, boolean truncate) throws IOException {
        long begin = System.nanoTime();
        captureBegin = begin;
        Checkpointer.Result result = database.checkpoint(truncate);
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        checkpoints.checkpointed(duration, result.isCompleted() ? 0 : database.framesToMove());
        listener.checkpointed(truncate, duration, result.blocked(), result.isCompleted());
        long bound = settings.checkpoints().truncatePages() * database.frameSize();
        if (result.outcome() == Checkpointer.Outcome.READER_IN_THE_WAY && database.walSize() >= bound) {
            listener.readerInTheWay(database.walSize());
        }
    }

    private void staged(StagedFile file) {
        long end = System.nanoTime();
        AttachedDatabase database = attached;
        long left = database == null ? 0 : database.knownPendingFrames();
        Instant since = noticed.staged(file, left);
        if (tip != null) {
            // Staging may be emptied by somebody; no TXID is given twice for that.
            tip = tip.isAfter(file.name().max()) ? tip : file.name().max();
        }
        announced = file.name().max();
        outbox.add(new Outbox.Item(Outbox.CAPTURE_LEVEL, file, since, full));
        pace.captured(captureBegin, end, file.size());
        int commit = database == null ? 0 : database.commit();
        long leftBytes = database == null ? 0 : left * database.frameSize();
        listener.staged(file, since, Duration.ofNanos(end - captureBegin), commit, full, leftBytes);
        captureBegin = end;
    }

    /** Opens the database, if there is one and if it is known where its history ends. */
    private @Nullable AttachedDatabase attach() throws IOException {
        detach();
        // Size and existence are safe to ask; a file without a byte is a database that nothing was written to yet.
        if (isAbsent()) {
            requireNeverSeen();
            return null;
        }
        requireUnused();
        Optional<LastCapture> last = LastCapture.in(stores.staging());
        if (last.isEmpty() && tip == null) {
            return null;
        }
        AttachedDatabase database = AttachedDatabase.open(settings, stores, gate, clock);
        attached = database;
        seen = true;
        listener.attached(database.pageSize());
        stageUnannounced();
        resume(database, last);
        return database;
    }

    /** A capture that failed when its file had got its name is a capture all the same, and others go on from there. */
    private void stageUnannounced() throws IOException {
        for (StagedFile file : stores.staging().listAfter(announced)) {
            captureBegin = System.nanoTime();
            staged(file);
        }
    }

    private boolean isAbsent() throws IOException {
        return !Files.exists(settings.database()) || Files.size(settings.database()) == 0;
    }

    /** A database that does not exist yet is fine; one that has gone while somebody uses it is not. */
    private void requireNeverSeen() throws IOException {
        if (seen) {
            throw new FilesLostException(settings.database() + " has been deleted or emptied while it was"
                    + " replicated; the replica keeps what it has. Stop the application, then restore the database");
        }
    }

    private void requireUnused() throws IOException {
        FormerFiles before = former;
        if (before != null) {
            before.requireUnused();
            before.close();
            former = null;
            lost = before.what();
        }
    }

    private void resume(AttachedDatabase database, Optional<LastCapture> last) throws IOException {
        TxId replica = tip == null ? TxId.NONE : tip;
        String reason = lost;
        if (reason != null && last.isPresent() && !replica.isAfter(last.get().txId())) {
            // Whatever is there again, it was away: what it holds now is not known.
            database.continueAfter(last.get().txId());
            captureFull(database, reason);
        } else if (last.isEmpty() || replica.isAfter(last.get().txId())) {
            database.continueAfter(replica);
            captureFull(database, FullFileReason.of(replica, last.map(LastCapture::txId), otherHistory));
        } else if (database.resume(last.get(), stores) instanceof Continuity.FullFile needed) {
            captureFull(database, needed.reason());
        }
        lost = null;
        if (last.isPresent() && last.get().header().pageSize() != database.pageSize()) {
            // Others than us need one file to begin with: they merge all that a restore reads.
            snapshots.accept("the page size has changed");
        }
        database.remember(stores);
    }

    private void captureFull(AttachedDatabase database, @Nullable String reason) throws IOException {
        listener.fullFileNeeded(String.valueOf(reason));
        captureBegin = System.nanoTime();
        full = true;
        try {
            database.captureFull();
        } finally {
            full = false;
        }
    }

    private void applyTip() throws IOException {
        Tip newest = tips.take();
        if (newest == null) {
            return;
        }
        try {
            tip = newest.txId();
            if (!newest.own()) {
                otherHistory = true;
                giveUpStaged(TxId.NONE);
            } else if (newest.txId().isAfter(localStart)) {
                giveUpStaged(localStart);
            }
            newest.answer().complete(null);
        } catch (IOException e) {
            // The upload thread asks again.
            newest.answer().completeExceptionally(e);
            throw e;
        }
    }

    /** Gives up what is staged above a TXID: the replica gives these TXIDs to something else. A full file follows. */
    private void giveUpStaged(TxId last) throws IOException {
        outbox.clear();
        for (StagedFile file : stores.staging().listAfter(last)) {
            stores.staging().discard(file.name());
        }
        announced = last;
        detach();
    }

    private void failed(Exception failure) {
        if (failure instanceof FilesLostException gone) {
            requests.fail(gone);
        }
        retry.failed(failure, settings.monitorInterval());
        listener.failed(failure, failure instanceof FilesLostException);
        detach();
    }

    private void detach() {
        AttachedDatabase database = attached;
        attached = null;
        if (database != null) {
            database.close();
        }
        UnreplicatedDatabase other = unreplicated;
        unreplicated = null;
        if (other != null) {
            other.close();
        }
    }
}
