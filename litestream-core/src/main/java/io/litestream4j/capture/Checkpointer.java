package io.litestream4j.capture;

import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.staging.SealFile;
import io.litestream4j.staging.SealRecord;
import io.litestream4j.staging.StagedFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives the WAL back to the database file without losing a frame, and without holding writers for longer than the WAL's
 * tail takes.
 *
 * <p>In rounds, while writers go on, frames are moved and then captured; then, under the write lock, what has come since.
 * Only there does the read mark go away for a moment, because nobody can write. The database file is synced before the lock is
 * taken, so that the sync which SQLite makes under the lock finds little to do.
 *
 * <p>Not safe for use by several threads.
 */
final class Checkpointer {

    /** A round that finds no more frames than this ends the rounds: another one would only find as many again. */
    private static final int FEW_FRAMES = 2048;

    /** A second capture is worth its file if it leaves no more than this share of the frames that the first one left. */
    private static final double USEFUL = 0.75;

    /** How many checkpoints do without a second capture, after one that was not, before it is tried again. */
    private static final int MOST_SKIPS = 8;

    /** The tail is copied into memory: at most this many bytes of pages. */
    static final int MAX_TAIL_BYTES =
            (int) Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 8);

    /** How long to try for the write lock before giving up until the next time. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final DatabaseSession session;
    private final DatabaseFile file;
    private final WalFollower wal;
    private final DatabaseCapture capture;
    private final WriteLock lock;
    private final SealFile seals;
    private final Consumer<StagedFile> staged;
    private final BackPressure pressure;
    private final int maxTailPages;
    private int skips;

    /** Number of frames up to which the read mark keeps the WAL, or more. */
    private long marked = Long.MAX_VALUE;

    Checkpointer(
            DatabaseSession session,
            DatabaseFile file,
            WalFollower wal,
            DatabaseCapture capture,
            WriteLock lock,
            SealFile seals,
            Consumer<StagedFile> staged,
            BackPressure pressure) {
        this.session = session;
        this.file = file;
        this.wal = wal;
        this.capture = capture;
        this.lock = lock;
        this.seals = seals;
        this.staged = staged;
        this.pressure = pressure;
        this.maxTailPages = MAX_TAIL_BYTES / session.pageSize();
    }

    /** How a checkpoint ended. */
    enum Outcome {
        /** Every frame was moved: the next writer begins a new run. */
        COMPLETED,
        /** Somebody held the write lock for too long. */
        WRITER_IN_THE_WAY,
        /** More was written meanwhile than may be read under the lock. */
        TAIL_TOO_LONG,
        /** Somebody reads an older state, and needs frames to stay. */
        READER_IN_THE_WAY
    }

    /**
     * What a checkpoint did.
     *
     * @param outcome how it ended
     * @param blocked how long the write lock was held
     */
    record Result(Outcome outcome, Duration blocked) {

        /** Returns whether every frame was moved, so that the next writer begins a new run. */
        boolean isCompleted() {
            return outcome == Outcome.COMPLETED;
        }
    }

    /** Moves every frame, if nobody else's reader or writer is in the way for long. */
    Result checkpoint() throws IOException {
        moveRounds();
        file.sync();
        // Not before: each capture is a file, which somebody has to sync beside the writers' own syncs.
        captureRounds();
        return seal();
    }

    private void moveRounds() throws IOException {
        long came = Long.MAX_VALUE;
        long before;
        do {
            before = came;
            came = move();
            // A round that takes as long as the one before leaves as much behind: more rounds would only cost.
        } while (came > FEW_FRAMES && came < before / 2);
    }

    /**
     * One round, and a second for what came meanwhile. Where that finds as many frames again, because the time goes into the
     * disk's syncs, the next checkpoints do without it: each capture encodes the busiest pages once more.
     */
    private void captureRounds() throws IOException {
        long first = captureAndMove();
        boolean enough = first <= FEW_FRAMES || skips > 0;
        skips = Math.max(0, skips - 1);
        if (!enough || !capture.readAhead(maxTailPages)) {
            long second = captureAndMove();
            skips = second > first * USEFUL ? MOST_SKIPS : 0;
        }
    }

    /** Cuts the WAL file to nothing, right after a checkpoint that completed. */
    void truncate() throws IOException {
        session.truncateWal();
    }

    /** Captures, then moves what is in the WAL; returns how many frames came while it moved. */
    private long captureAndMove() throws IOException {
        capture.captureUpTo(session.tail().frames(), staged);
        capture.readAhead(maxTailPages);
        return move();
    }

    /** Moves what is in the WAL now into the database file; returns how many frames came meanwhile. */
    private long move() throws IOException {
        long frames = session.tail().frames();
        pressure.walHas(frames);
        if (frames <= marked) {
            // All frames may have been moved already. A mark that is set then is at zero, and keeps nobody from
            // beginning a new run: what is in this one has to be captured before.
            capture.captureUpTo(frames, staged);
        }
        wal.expectMarkAt(session.tail());
        session.moveReadMark();
        marked = session.tail().frames();
        session.backfill();
        return session.tail().frames() - marked;
    }

    private Result seal() throws IOException {
        if (!capture.readAhead(maxTailPages)) {
            return new Result(Outcome.TAIL_TOO_LONG, Duration.ZERO);
        }
        if (!lock.tryAcquire(PATIENCE)) {
            return new Result(Outcome.WRITER_IN_THE_WAY, Duration.ZERO);
        }
        Optional<Tail> tail;
        Optional<SealRecord> seal = Optional.empty();
        Duration blocked;
        try {
            tail = capture.readTail(maxTailPages);
            if (tail.isPresent()) {
                seal = giveUpWal();
            }
        } finally {
            blocked = lock.release();
        }
        if (tail.isPresent()) {
            capture.stage(tail.get()).ifPresent(staged);
        }
        if (seal.isPresent()) {
            seals.write(seal.get().withTxId(capture.txId()));
        }
        Outcome stopped = tail.isPresent() ? Outcome.READER_IN_THE_WAY : Outcome.TAIL_TOO_LONG;
        return new Result(seal.isPresent() ? Outcome.COMPLETED : stopped, blocked);
    }

    /** Moves every frame; empty if somebody's reader is in the way. */
    private Optional<SealRecord> giveUpWal() throws IOException {
        // Read before the mark goes: after that the next writer may overwrite it.
        SealRecord seal = wal.seal(capture.txId());
        boolean completed = session.backfillAll().isBackfilled();
        wal.allowRestart(completed);
        marked = completed ? 0 : wal.captured();
        return completed ? Optional.of(seal) : Optional.empty();
    }
}
