package io.litestream4j.boot.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A prepared statement of a borrowed connection. */
final class ReplicatedPreparedStatement extends DelegatingPreparedStatement {

    ReplicatedPreparedStatement(PreparedStatement target, SqlKind kind, Connection connection, TransactionWatch watch) {
        super(target, kind, connection, watch);
    }

    @Override
    public boolean execute() throws SQLException {
        return execute(target::execute);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return execute(target::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return execute(target::executeLargeUpdate);
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        return rows(execute(target::executeQuery));
    }
}
