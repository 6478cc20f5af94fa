package io.litestream4j.sqlite;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The engine's connections to one database. They hold read marks, take the write lock for moments, and checkpoint; they
 * never change the schema or a row.
 *
 * <p>Four connections: two that take turns in holding a read mark (the new mark is set before the old one goes, so that
 * there is no moment without one; the one that is free checkpoints), one for the write lock, and a read-only one that
 * asks for the length of the WAL and is closed last: SQLite then leaves the WAL in place.
 *
 * <p>Not safe for use by several threads. After {@link #open} a read mark is set.
 */
public final class DatabaseSession implements Closeable {

    private static final long TAIL_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long TAIL_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** Closed from the newest to the oldest. */
    private final Deque<EngineConnection> connections = new ArrayDeque<>();

    private final Path database;
    private final EngineConnection writer;
    private final EngineConnection.Query noop;
    private final int pageSize;
    private ReadMark held;
    private ReadMark free;

    private DatabaseSession(Path database) throws DatabaseAccessException {
        this.database = database;
        EngineConnection keeper = opened(true);
        this.writer = opened(false);
        try {
            requireWal();
            this.held = new ReadMark(opened(false));
            this.free = new ReadMark(opened(false));
            this.held.set();
            this.noop = keeper.prepare("PRAGMA wal_checkpoint(NOOP)");
            this.pageSize = (int) writer.prepare("PRAGMA page_size").number();
        } catch (DatabaseAccessException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens the connections to an existing database, switches it to WAL mode, and sets a read mark.
     *
     * @throws DatabaseAccessException if the file is no database, is locked, or cannot be in WAL mode
     */
    public static DatabaseSession open(Path database) throws DatabaseAccessException {
        return new DatabaseSession(database);
    }

    private EngineConnection opened(boolean readOnly) throws DatabaseAccessException {
        try {
            EngineConnection connection = EngineConnection.open(database, readOnly);
            connections.push(connection);
            return connection;
        } catch (DatabaseAccessException e) {
            close();
            throw explained(e);
        }
    }

    private void requireWal() throws DatabaseAccessException {
        String mode = journalMode();
        if (!mode.equals("wal")) {
            throw new DatabaseAccessException(database + ": the journal mode is '" + mode
                    + "' and cannot be changed to WAL; close whatever holds the database in exclusive mode, "
                    + "or move it to a local disk");
        }
    }

    private String journalMode() throws DatabaseAccessException {
        try {
            return writer.text("PRAGMA journal_mode=WAL");
        } catch (DatabaseAccessException e) {
            throw explained(e);
        }
    }

    private DatabaseAccessException explained(DatabaseAccessException failure) {
        return failure.isBusy()
                ? new DatabaseAccessException(
                        database + " is locked by another connection, so that it can be neither read"
                                + " nor set to WAL mode: look for a connection with locking_mode=EXCLUSIVE, or one that is in a"
                                + " transaction while the database still has a rollback journal")
                : failure;
    }

    /** Returns the page size in bytes. */
    public int pageSize() {
        return pageSize;
    }

    /**
     * Returns how far the WAL goes now; a writer that is just publishing a commit is waited for. SQLite may take the write
     * lock for microseconds then, so a writer without any busy time-out could be refused.
     *
     * @throws DatabaseAccessException if that lasts for too long
     */
    public WalTail tail() throws DatabaseAccessException {
        long deadline = System.nanoTime() + TAIL_PATIENCE_NANOS;
        Optional<WalTail> tail = noop.tail();
        while (tail.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new DatabaseAccessException(database + ": the WAL's index is in use for too long");
            }
            LockSupport.parkNanos(TAIL_PAUSE_NANOS);
            tail = noop.tail();
        }
        return tail.get();
    }

    /** Moves the read mark to the end of the WAL. There is no moment without a mark. */
    public void moveReadMark() throws DatabaseAccessException {
        free.set();
        held.release();
        ReadMark old = held;
        held = free;
        free = old;
    }

    /** Moves frames up to the read mark into the database file, while others read and write. */
    public void backfill() throws DatabaseAccessException {
        free.checkpoint();
    }

    /**
     * Gives up the read mark, moves every frame into the database file, and sets the mark again. To be called with the
     * write lock held and every frame captured: without the mark somebody else could start the WAL again.
     *
     * @return the WAL after it; when it {@linkplain WalTail#isBackfilled() is backfilled}, the next writer starts it again
     */
    public WalTail backfillAll() throws DatabaseAccessException {
        held.release();
        try {
            free.checkpoint();
        } finally {
            held.set();
        }
        return tail();
    }

    /**
     * Cuts the WAL file to nothing if every frame is in the database file and nobody reads from the WAL. To be called
     * right after {@link #backfillAll()}, without the write lock; a commit that came between makes it do nothing, because
     * the mark at zero keeps new frames from being moved. A transaction that began to read before it, and writes only after
     * it, is refused with {@code SQLITE_BUSY_SNAPSHOT}, so this is a last resort.
     */
    public void truncateWal() throws DatabaseAccessException {
        free.truncate();
    }

    /** Takes SQLite's write lock if it is free; never waits. */
    public boolean tryLockWrites() throws DatabaseAccessException {
        return writer.tryExecute("BEGIN IMMEDIATE");
    }

    /** Gives the write lock back. */
    public void unlockWrites() throws DatabaseAccessException {
        writer.execute("ROLLBACK");
    }

    /** Closes the connections, the read-only one last, so that the WAL stays in place. */
    @Override
    public void close() {
        while (!connections.isEmpty()) {
            connections.pop().close();
        }
    }
}
