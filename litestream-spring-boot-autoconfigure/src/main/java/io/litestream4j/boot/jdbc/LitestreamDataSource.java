package io.litestream4j.boot.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.sqlite.SQLiteConnection;

/**
 * A {@code DataSource} whose database is replicated: puts each connection into WAL mode without automatic checkpoints,
 * and tells the engine of each commit that may have written. Closing it is not its business, the target's owner does
 * that. Thread-safe if the target is.
 *
 * <p>Commits that the engine learns of only at its next {@code monitor-interval}: those through an unwrapped connection
 * or another {@code DataSource}, and with {@code transaction_mode=IMMEDIATE} those of repeated calls of
 * {@code commit()} without {@code setAutoCommit(true)} or {@code close()} between them.
 */
public final class LitestreamDataSource extends DelegatingDataSource {

    /**
     * A lower {@code busy_timeout} is raised to this: the engine holds the write lock for some milliseconds now and
     * then, and the application must not see an {@code SQLITE_BUSY} from that.
     */
    public static final Duration MINIMUM_BUSY_TIMEOUT = Duration.ofSeconds(1);

    private final ConnectionPreparer preparer;

    private final WriteRefusal refusal = new WriteRefusal();

    private final Runnable beforeWrite;

    private final Runnable afterCommit;

    /**
     * Wraps a {@code DataSource}.
     *
     * @param target where connections come from; they must unwrap to the SQLite driver's
     * @param database the file that is replicated; a connection to another one is refused
     * @param beforeWrite called on the writing thread when a transaction is going to write that does not have the write lock yet
     * @param afterCommit called on the committing thread after each commit that may have written, without an open
     *         transaction
     */
    public LitestreamDataSource(DataSource target, Path database, Runnable beforeWrite, Runnable afterCommit) {
        super(target);
        this.preparer = new ConnectionPreparer(database);
        this.beforeWrite = beforeWrite;
        this.afterCommit = afterCommit;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return replicated(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return replicated(super.getConnection(username, password));
    }

    /**
     * Has every write refused from now on, with an {@link SQLException} that says why, on borrowed connections as well. A
     * transaction that has written before may still be committed. There is no way back.
     *
     * @param reason why, for a person
     */
    public void refuseWrites(String reason) {
        refusal.begin(reason);
    }

    private Connection replicated(Connection connection) throws SQLException {
        try {
            SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
            preparer.prepare(sqlite);
            refusal.apply(sqlite);
            return new ReplicatedConnection(
                    connection, new TransactionWatch(sqlite, refusal, beforeWrite, afterCommit));
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }
}
