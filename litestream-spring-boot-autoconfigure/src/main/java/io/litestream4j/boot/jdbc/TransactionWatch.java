package io.litestream4j.boot.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/**
 * Follows the transactions of one borrowed connection and announces each commit that may have written, once, when no
 * transaction is open any more.
 */
final class TransactionWatch {

    private final SQLiteConnection connection;

    private final WriteRefusal refusal;

    private final Runnable beforeWrite;

    private final Runnable afterCommit;

    /** Those that may write and whose rows are open: with auto-commit, SQLite commits when the last of them has ended. */
    private final Set<Statement> unfinished = Collections.newSetFromMap(new IdentityHashMap<>(1));

    /** Whether the open transaction may have written. */
    private boolean written;

    /** Whether a commit is not announced yet. */
    private boolean owed;

    /** Levels of a transaction that was begun by SQL rather than by {@code setAutoCommit(false)}. */
    private int levels;

    TransactionWatch(SQLiteConnection connection, WriteRefusal refusal, Runnable beforeWrite, Runnable afterCommit) {
        this.connection = connection;
        this.refusal = refusal;
        this.beforeWrite = beforeWrite;
        this.afterCommit = afterCommit;
    }

    /**
     * Prepares for a statement: the database may have become read-only since the connection was borrowed, and the engine may
     * have the write lock.
     */
    void executing(SqlKind kind) throws SQLException {
        if (kind == SqlKind.READ) {
            return;
        }
        refusal.apply(connection);
        if (!mayHaveWriteLock()) {
            beforeWrite.run();
        }
    }

    /** Whoever has the lock must not wait for somebody who may want it. */
    private boolean mayHaveWriteLock() throws SQLException {
        return written || levels > 0 || !(connection.getAutoCommit() || isDeferred());
    }

    private boolean isDeferred() {
        return connection.getCurrentTransactionMode() == TransactionMode.DEFERRED;
    }

    /** Returns what to throw when a statement has failed. */
    SQLException explained(SQLException failure) {
        return refusal.explained(failure);
    }

    /** Notes that a statement was executed. */
    void executed(SqlKind kind) {
        switch (kind) {
            case WRITE -> written = true;
            case BEGIN -> levels++;
            case RELEASE -> levels = Math.max(0, levels - 1);
            case END -> levels = 0;
            case READ -> {}
        }
    }

    /** Notes that a statement that may write has returned rows, and has not ended before they have. */
    void returnedRows(Statement statement) {
        unfinished.add(statement);
    }

    /** Notes that a statement has ended, which may be noted before. */
    void ended(Statement statement) throws SQLException {
        unfinished.remove(statement);
        settle();
    }

    /** Announces what was written unless a transaction is still open. */
    void settle() throws SQLException {
        if ((written || owed) && levels == 0 && unfinished.isEmpty() && connection.getAutoCommit()) {
            announce();
        }
    }

    /**
     * Announces what a call of {@code commit()} has ended. The driver begins the next transaction at once: a deferred
     * one holds no lock, but any other has the write lock already, and then it has to wait for what comes next.
     */
    void committed() {
        owed |= written;
        written = false;
        if (owed && isDeferred()) {
            announce();
        }
    }

    /** Forgets what the open transaction has written. */
    void rolledBack() {
        written = false;
    }

    /** Announces whatever is left. */
    void closed() {
        if (written || owed) {
            announce();
        }
    }

    private void announce() {
        written = false;
        owed = false;
        afterCommit.run();
    }
}
