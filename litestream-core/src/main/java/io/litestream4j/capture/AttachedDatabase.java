package io.litestream4j.capture;

import io.litestream4j.io.MachineBoot;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.sqlite.ReadTransaction;
import io.litestream4j.sqlite.WalTail;
import io.litestream4j.staging.DatabaseIdentity;
import io.litestream4j.staging.FixedSnapshot;
import io.litestream4j.staging.SealRecord;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalSalts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with the engine's connections open and a read mark set, from one file key on: when the file at the path is
 * another one, attach again. Not safe for use by several threads.
 */
final class AttachedDatabase implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(AttachedDatabase.class);

    private static final int MAX_SNAPSHOT_ATTEMPTS = 10;

    /** At most this many bytes of pages are encoded under the write lock, and only at the start. */
    private static final long MAX_UNPROTECTED_BYTES = 16L << 20;

    private final DatabaseSession session;
    private final DatabaseFile file;
    private final FileWatch watch;
    private final String identity;
    private final WalFollower wal;
    private final FullCapture full;
    private final DatabaseCapture capture;
    private final WriteLock lock;
    private final Checkpointer checkpointer;
    private final BackPressure pressure;
    private final CaptureSettings settings;
    private final Path database;
    private final InstantSource clock;
    private final Consumer<StagedFile> staged;
    private @Nullable FixedSnapshot snapshot;

    private AttachedDatabase(
            CaptureSettings settings,
            CaptureStores stores,
            WriterGate gate,
            InstantSource clock,
            Path database,
            DatabaseFile file,
            FileWatch watch,
            DatabaseSession session)
            throws IOException {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.staged = stores.staged();
        this.identity = DatabaseFile.identity(database);
        this.file = file;
        this.watch = watch;
        this.session = session;
        PageSize pageSize = new PageSize(session.pageSize());
        this.wal = new WalFollower(session, database);
        this.full = new FullCapture(session, file, wal);
        CaptureWriter writer = new CaptureWriter(pageSize.bytes(), settings.format(), clock);
        this.pressure = new BackPressure(
                gate, settings.checkpoints().truncatePages(), WalFrameHeader.SIZE + session.pageSize());
        this.capture = new DatabaseCapture(wal, full, file, pageSize, stores.staging(), writer, pressure);
        this.lock = new WriteLock(session, gate);
        this.checkpointer = new Checkpointer(session, file, wal, capture, lock, stores.seals(), staged, pressure);
    }

    /** Opens the connections to an existing database. */
    static AttachedDatabase open(CaptureSettings settings, CaptureStores stores, WriterGate gate, InstantSource clock)
            throws IOException {
        // SQLite puts the WAL beside the file that a link leads to.
        Path database = settings.database().toRealPath();
        // The descriptor first: it is never closed, so nothing has to be undone when the connections cannot be opened.
        DatabaseFile file = DatabaseFile.of(database);
        FileWatch watch = new FileWatch(settings.database(), database, file, settings.monitorInterval());
        DatabaseSession session = DatabaseSession.open(database);
        try {
            watch.opened();
            return new AttachedDatabase(settings, stores, gate, clock, database, file, watch, session);
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Decides how to go on after the last capture, and sets the position if no full file is needed. */
    Continuity resume(LastCapture last, CaptureStores stores) throws IOException {
        WalReader run = wal.currentRun().orElse(null);
        WalTail tail = session.tail();
        Continuity continuity = ContinuityCheck.decide(last.header(), facts(last, run, tail, stores));
        capture.continueFrom(last.txId(), last.header().commit());
        if (continuity instanceof Continuity.SameRun same) {
            wal.startAt(run, same.frames());
        } else if (continuity instanceof Continuity.NextRun) {
            wal.startAt(run, 0);
        }
        wal.expectMarkAt(tail);
        long unprotected = tail.isBackfilled() ? tail.frames() - wal.captured() : 0;
        if (continuity instanceof Continuity.FullFile || unprotected == 0) {
            return continuity;
        }
        return captureUnprotected(unprotected)
                ? continuity
                : new Continuity.FullFile("another process has moved " + unprotected + " frames of the WAL");
    }

    /**
     * Captures frames that the read mark does not keep, because somebody has moved them: the write lock does. False if they
     * are so many that a full file, whose pages need no lock, holds writers for less long.
     */
    private boolean captureUnprotected(long frames) throws IOException {
        if (frames * session.pageSize() > MAX_UNPROTECTED_BYTES) {
            return false;
        }
        lockWrites();
        try {
            captureAll();
            wal.expectMarkAt(session.tail());
            return true;
        } finally {
            lock.release();
        }
    }

    private ContinuityCheck.Facts facts(LastCapture last, @Nullable WalReader run, WalTail tail, CaptureStores stores)
            throws IOException {
        long captured = ContinuityCheck.capturedFrames(last.header());
        SealRecord seal = stores.seals().read().orElse(null);
        WalFrameHeader lastFrame = null;
        boolean samePage = false;
        boolean moved = true;
        boolean sameRun = run != null && run.header().salts().equals(last.salts());
        if (run != null && sameRun && captured > 0 && captured <= tail.frames()) {
            lastFrame = run.readHeader(captured - 1);
            samePage = last.holds(stores.staging(), lastFrame, captured - 1, run);
            moved = !ContinuityCheck.isSealOf(last.header(), seal)
                    || FramesOfPage.isMoved(run, captured - 1, tail.frames(), file);
        }
        WalSalts salts = run == null ? null : run.header().salts();
        boolean sealHolds = run != null && seal != null && wal.showsEndOf(seal, run, tail.frames());
        boolean sameFile = stores.identity()
                .read()
                .map(known -> known.mayBeSameFile(identity()))
                .orElse(true);
        return new ContinuityCheck.Facts(
                session.pageSize(), salts, tail.frames(), lastFrame, samePage, sameFile, moved, seal, sealHolds);
    }

    private DatabaseIdentity identity() {
        return new DatabaseIdentity(identity, MachineBoot.id());
    }

    /** Remembers which file this is, once what is staged goes on from it. */
    void remember(CaptureStores stores) throws IOException {
        DatabaseIdentity now = identity();
        if (!stores.identity().read().equals(Optional.of(now))) {
            stores.identity().write(now);
        }
    }

    /** Sets the last TXID; what comes next is a full file. */
    void continueAfter(TxId txId) {
        capture.continueFrom(txId, 0);
    }

    /** Looks whether the files are still the ones that were opened. */
    FileChange look() throws IOException {
        return watch.look(wal.run(), session);
    }

    /**
     * Returns what is to be remembered of files that are lost. Of a WAL that has lost its name everything is captured and
     * moved before, if it can be: the connections still read it.
     */
    FormerFiles giveUp(FileChange.Lost lost) {
        if (lost.walOnly()) {
            try {
                captureAll();
                checkpointer.checkpoint();
            } catch (IOException e) {
                log.warn("What was in a lost WAL may be lost with it database={}", settings.database(), e);
            }
        }
        return watch.former(lost, wal.run(), wal.release());
    }

    TxId txId() {
        return capture.txId();
    }

    int commit() {
        return capture.commit();
    }

    int pageSize() {
        return session.pageSize();
    }

    int frameSize() {
        return WalFrameHeader.SIZE + session.pageSize();
    }

    long walSize() {
        return wal.size();
    }

    /** Returns the number of committed frames that are in no file yet. */
    long pendingFrames() throws IOException {
        return wal.committed() - wal.captured();
    }

    /** Returns that number as far as is known without another look. */
    long knownPendingFrames() {
        return wal.knownCommitted() - wal.captured();
    }

    /** Returns that number at the least cost for writers: nothing is going to be captured now. */
    long pendingFramesAtAGlance() throws IOException {
        return wal.committedAtAGlance() - wal.captured();
    }

    /** Lets writers go on at once whatever the WAL's size: that it grows is not for want of time. */
    void letWritersGo() {
        pressure.walHas(0);
    }

    /**
     * Returns how to notice that there is something to do again, when everything is captured.
     *
     * @param nanos how long what is in the WAL may stay there
     */
    IdleLook idle(long nanos) throws IOException {
        return new IdleDatabase(
                settings.database(), watch.looked(), wal.end(watch.walKey()), System.nanoTime() + nanos);
    }

    /** Returns the number of frames that are not in the database file. */
    long framesToMove() throws IOException {
        WalTail tail = session.tail();
        return tail.frames() - tail.backfilled();
    }

    /** Captures everything that is committed now. */
    void captureAll() throws IOException {
        capture.captureUpTo(wal.committed(), staged);
    }

    /** Captures what is committed, up to the bound of one file; returns whether there was anything. */
    boolean captureSome() throws IOException {
        Optional<StagedFile> file = capture.capture();
        file.ifPresent(staged);
        return file.isPresent();
    }

    /** Captures every page as the next TXID. */
    void captureFull() throws IOException {
        lockWrites();
        FixedPosition position;
        try {
            position = full.fix();
        } finally {
            lock.release();
        }
        staged.accept(capture.stageFull(position));
    }

    /**
     * Fixes a snapshot of everything that is committed now; the caller closes it. It is also closed with this database, which
     * may be because somebody has changed the file: nobody knows then what is in it.
     */
    FixedSnapshot fixSnapshot() throws IOException {
        ReadTransaction transaction = ReadTransaction.open(database);
        try {
            for (int attempt = 0; attempt < MAX_SNAPSHOT_ATTEMPTS; attempt++) {
                captureAll();
                Optional<FixedPosition> position = captureTail(transaction);
                if (position.isPresent()) {
                    FixedSnapshot fixed = snapshot(position.get(), transaction);
                    snapshot = fixed;
                    return fixed;
                }
            }
            throw new IOException(settings.database() + ": writers are too fast for a snapshot now");
        } catch (IOException | RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    /** Captures the tail and begins a transaction at its end; empty if the tail is too long for that. */
    private Optional<FixedPosition> captureTail(ReadTransaction transaction) throws IOException {
        Optional<Tail> tail;
        Optional<FixedPosition> position;
        lockWrites();
        try {
            tail = capture.readTail(Checkpointer.MAX_TAIL_BYTES / session.pageSize());
            position = tail.isPresent() ? Optional.of(full.fix(transaction)) : Optional.empty();
        } finally {
            lock.release();
        }
        if (tail.isPresent()) {
            capture.stage(tail.get()).ifPresent(staged);
        }
        return position;
    }

    private FixedSnapshot snapshot(FixedPosition position, ReadTransaction transaction) {
        DatabaseSnapshot.Source source = new DatabaseSnapshot.Source(
                file,
                wal.path(),
                new PageSize(session.pageSize()),
                settings.format(),
                settings.checkpoints().truncatePages() * frameSize());
        LtxFileName name = new LtxFileName(TxId.NONE.next(), txId());
        return new DatabaseSnapshot(name, Instant.ofEpochMilli(clock.millis()), position, transaction, source);
    }

    private void lockWrites() throws IOException {
        if (!lock.tryAcquire(settings.busyTimeout())) {
            throw new IOException(settings.database() + ": somebody has held the write lock for more than "
                    + settings.busyTimeout().toMillis() + " ms");
        }
    }

    Checkpointer.Result checkpoint(boolean truncate) throws IOException {
        Checkpointer.Result result;
        try {
            result = checkpointer.checkpoint();
        } finally {
            // Also what was moved before a failure is the engine's own doing.
            watch.checkpointed();
        }
        pressure.checkpointed(result.outcome() != Checkpointer.Outcome.READER_IN_THE_WAY);
        if (result.isCompleted()) {
            pressure.walHas(0);
        }
        if (truncate && result.isCompleted()) {
            checkpointer.truncate();
        }
        return result;
    }

    @Override
    public void close() {
        pressure.walHas(0);
        if (snapshot != null) {
            snapshot.close();
        }
        session.close();
        wal.close();
    }
}
