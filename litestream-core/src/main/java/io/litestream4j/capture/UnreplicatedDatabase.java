package io.litestream4j.capture;

import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.sqlite.WalTail;
import io.litestream4j.wal.WalFrameHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A database that is used but no longer captured. The application's connections leave checkpoints to the engine, so it goes
 * on making them: without, the WAL would grow for ever. Not safe for use by several threads.
 */
final class UnreplicatedDatabase implements Closeable {

    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final DatabaseSession session;
    private final WriteLock lock;
    private final CheckpointPolicy policy;
    private final Path database;
    private final Path wal;
    private final Object fileKey;
    private long lastEnd = System.nanoTime();
    private Duration lastDuration = Duration.ZERO;

    private UnreplicatedDatabase(Path path, CheckpointPolicy policy, WriterGate gate) throws IOException {
        this.database = path;
        this.policy = policy;
        Path real = path.toRealPath();
        this.wal = real.resolveSibling(real.getFileName() + "-wal");
        this.fileKey = DatabaseFile.key(real);
        this.session = DatabaseSession.open(real);
        this.lock = new WriteLock(session, gate);
    }

    static UnreplicatedDatabase open(Path path, CheckpointPolicy policy, WriterGate gate) throws IOException {
        return new UnreplicatedDatabase(path, policy, gate);
    }

    /** Returns whether the file at the path is still the one that was opened. */
    boolean isCurrent() throws IOException {
        return fileKey.equals(DatabaseFile.key(database));
    }

    /** Checkpoints if the policy says so. */
    void checkpointIfDue() throws IOException {
        WalTail tail = session.tail();
        long frames = tail.frames() - tail.backfilled();
        CheckpointPolicy.Decision decision = policy.decide(new CheckpointPolicy.Facts(
                frames,
                frames,
                WalFrameHeader.SIZE + session.pageSize(),
                walSize(),
                Duration.ofNanos(System.nanoTime() - lastEnd),
                lastDuration));
        if (decision != CheckpointPolicy.Decision.NONE) {
            long begin = System.nanoTime();
            checkpoint(decision == CheckpointPolicy.Decision.TRUNCATE);
            lastEnd = System.nanoTime();
            lastDuration = Duration.ofNanos(lastEnd - begin);
        }
    }

    private void checkpoint(boolean truncate) throws IOException {
        // Most of it while writers go on; under the lock only what they have added, so that the WAL can start again.
        session.backfillAll();
        if (lock.tryAcquire(PATIENCE)) {
            try {
                session.backfillAll();
            } finally {
                lock.release();
            }
        }
        if (truncate) {
            session.truncateWal();
        }
    }

    private long walSize() throws IOException {
        try {
            return Files.size(wal);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
