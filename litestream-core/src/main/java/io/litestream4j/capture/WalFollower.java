package io.litestream4j.capture;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.FileDataBlock;
import io.litestream4j.ltx.TxId;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.sqlite.WalTail;
import io.litestream4j.staging.SealRecord;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalRestartedException;
import io.litestream4j.wal.WalSalts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the WAL from run to run. A run begins with new salts; the session's read mark lets a run end only when every
 * frame was captured and moved into the database file ({@link #allowRestart}), and only then is the next run taken for the
 * continuation of this one. Not safe for use by several threads.
 */
final class WalFollower implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(WalFollower.class);

    private final DatabaseSession session;
    private final Path path;
    private @Nullable CloseableDataBlock data;
    private @Nullable WalReader run;
    private long captured;
    private long committed;
    private long knownSize;
    private boolean restartAllowed;

    WalFollower(DatabaseSession session, Path database) {
        this.session = session;
        this.path = database.resolveSibling(database.getFileName() + "-wal");
    }

    /** Returns where the WAL is. */
    Path path() {
        return path;
    }

    /** Opens the run that is in the WAL now; empty if there is none. */
    Optional<WalReader> currentRun() throws IOException {
        CloseableDataBlock file = file();
        return file == null || currentHeader().isEmpty() ? Optional.empty() : WalReader.open(file, path.toString());
    }

    /** SQLite takes a WAL whose header is damaged for an empty one, and so do we: its length is asked of SQLite. */
    private Optional<WalHeader> currentHeader() throws IOException {
        CloseableDataBlock file = file();
        try {
            return file == null ? Optional.empty() : WalHeader.load(file, path.toString());
        } catch (CorruptDataException e) {
            log.debug("No WAL header: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private @Nullable CloseableDataBlock file() throws IOException {
        if (data == null && Files.exists(path)) {
            data = FileDataBlock.open(path);
        }
        return data;
    }

    /** Begins to follow a run of which {@code frames} frames are captured. */
    void startAt(@Nullable WalReader newRun, long frames) {
        run = newRun;
        captured = frames;
        committed = frames;
        restartAllowed = false;
    }

    /**
     * Returns the number of committed frames in the run, and moves on to the next run if SQLite has begun it.
     *
     * @throws ContinuityLostException if frames may be gone that were not captured
     */
    long committed() throws IOException {
        WalTail tail = session.tail();
        if (hasNewRun(currentSalts())) {
            beginNextRun(run);
            tail = session.tail();
        }
        if (tail.frames() < captured && !restartAllowed) {
            throw new ContinuityLostException("the WAL ends at frame " + tail.frames() + ", before frame " + captured
                    + ", up to which it was captured");
        }
        knownSize = data == null ? 0 : data.size();
        committed = Math.max(captured, tail.frames());
        return committed;
    }

    /**
     * Returns the number of committed frames in the run as {@link #committed()} does, but looks into the file only if a new
     * run may have begun: reading it changes its access time, which the writer's next sync then has to wait for.
     */
    long committedAtAGlance() throws IOException {
        WalReader known = run;
        WalTail tail = session.tail();
        if (known == null || restartAllowed || tail.frames() <= captured) {
            return committed();
        }
        knownSize = Math.max(knownSize, known.frameOffset(tail.frames()));
        committed = tail.frames();
        return committed;
    }

    private boolean hasNewRun(@Nullable WalSalts now) {
        WalReader known = run;
        return now != null && (known == null || !now.equals(known.header().salts()));
    }

    private @Nullable WalSalts currentSalts() throws IOException {
        return currentHeader().map(WalHeader::salts).orElse(null);
    }

    private void beginNextRun(@Nullable WalReader known) throws IOException {
        WalReader next = currentRun().orElseThrow(() -> new ContinuityLostException("the WAL header is damaged"));
        if (known == null ? captured != 0 : !restartAllowed || !isNextRun(known.header(), next.header())) {
            throw new ContinuityLostException("the WAL was started again by somebody else");
        }
        startAt(next, 0);
    }

    /**
     * A writer that starts the WAL again counts the first salt up. One that finds it started again and empty, after
     * somebody has cut it, takes random salts and counts restarts from zero.
     */
    private static boolean isNextRun(WalHeader before, WalHeader now) {
        return now.salts().isRestartOf(before.salts()) || now.checkpointSequence() == 0;
    }

    /**
     * Returns the end of what is captured.
     *
     * @param key tells the file from others; null if there is none
     */
    WalEnd end(@Nullable Object key) {
        WalReader known = run;
        return known == null
                ? new WalEnd(path, key, data, null, 0, true)
                : new WalEnd(path, key, data, known.header().salts(), known.frameOffset(captured), restartAllowed);
    }

    /** Says that everything up to a frame is captured. */
    void captured(long frames) {
        captured = frames;
    }

    /** Returns the number of frames of the run that are captured. */
    long captured() {
        return captured;
    }

    /** Returns the number of committed frames that the run had when it was last asked for. */
    long knownCommitted() {
        return Math.max(captured, committed);
    }

    /** Tells that the read mark may be at zero, so that the next writer may begin a new run: all is captured and moved. */
    void allowRestart(boolean allowed) {
        restartAllowed = allowed;
    }

    /** Finds out whether a read mark that is set now may be at zero. */
    void expectMarkAt(WalTail tail) throws IOException {
        // The WAL may have been cut, or a new run may have begun that is not followed yet: both were allowed.
        boolean ended = restartAllowed && (tail.frames() < captured || hasNewRun(currentSalts()));
        restartAllowed = ended || tail.isBackfilled() && tail.frames() == captured;
    }

    /**
     * Returns whether the WAL file still shows that nothing follows the sealed frames. A writer that comes while somebody
     * reads at the sealed end appends to the sealed run; a later run overwrites that from the start of the file on.
     *
     * @param frames number of frames in the run that is in the WAL now
     */
    boolean showsEndOf(SealRecord seal, WalReader now, long frames) throws IOException {
        CloseableDataBlock file = data;
        if (file == null || now.frameOffset(frames) > seal.endOffset() || file.size() < seal.endOffset()) {
            return false;
        }
        ByteBuffer header = ByteBuffer.allocate(WalFrameHeader.SIZE);
        if (file.size() < seal.endOffset() + WalFrameHeader.SIZE) {
            return true;
        }
        file.readFully(header, seal.endOffset());
        WalFrameHeader following = WalFrameHeader.load(header.flip());
        return !following.salts().equals(new WalSalts(seal.salt1(), seal.salt2()));
    }

    /** Describes the end of what is captured; without where that is, if the WAL does not show it any more. */
    SealRecord seal(TxId txId) throws IOException {
        WalReader known = run;
        WalSalts salts = known == null ? new WalSalts(0, 0) : known.header().salts();
        SealRecord unknownEnd = new SealRecord(txId, salts.salt1(), salts.salt2(), 0, 0, 0);
        if (known == null || captured == 0) {
            return unknownEnd;
        }
        try {
            WalFrameHeader last = known.readHeader(captured - 1);
            return new SealRecord(
                    txId,
                    salts.salt1(),
                    salts.salt2(),
                    known.frameOffset(captured),
                    last.checksum1(),
                    last.checksum2());
        } catch (WalRestartedException e) {
            if (restartAllowed) {
                // The WAL was cut when every frame had been moved, and nobody has written since.
                return unknownEnd;
            }
            throw e;
        }
    }

    /** Returns the run that is followed, null as long as the WAL is empty. */
    @Nullable
    WalReader run() {
        return run;
    }

    /** Hands over the WAL's bytes, which the caller closes; null if it was not opened. Nothing is followed any more. */
    @Nullable
    CloseableDataBlock release() {
        CloseableDataBlock released = data;
        data = null;
        return released;
    }

    /** Returns the size that the WAL file had in bytes when its end was last asked for. */
    long size() {
        return knownSize;
    }

    @Override
    public void close() {
        if (data != null) {
            try {
                data.close();
            } catch (IOException e) {
                log.debug("Closing {} failed", path, e);
            }
            data = null;
        }
    }
}
