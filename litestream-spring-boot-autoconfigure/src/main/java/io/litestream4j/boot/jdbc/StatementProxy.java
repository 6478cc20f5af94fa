package io.litestream4j.boot.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a borrowed connection.
 *
 * @param <S> its JDBC interface
 */
final class StatementProxy<S extends Statement> extends JdbcProxy<S> {

    private final Connection connection;

    private final TransactionWatch watch;

    /** Kind of the SQL that was executed last, or for a prepared statement of its own. */
    private SqlKind kind;

    StatementProxy(Class<S> type, S target, SqlKind kind, Connection connection, TransactionWatch watch) {
        super(type, target);
        this.kind = kind;
        this.connection = connection;
        this.watch = watch;
    }

    @Override
    @Nullable
    Object intercept(Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "execute", "executeUpdate", "executeLargeUpdate", "executeQuery" -> {
                if (argument(args) instanceof String sql) {
                    kind = SqlKind.of(sql);
                }
                yield execute(method, args, kind);
            }
            case "executeBatch", "executeLargeBatch" -> execute(method, args, SqlKind.WRITE);
            case "getResultSet" -> result((ResultSet) call(method, args));
            case "close", "getMoreResults" -> {
                Object result = call(method, args);
                watch.settle();
                yield result;
            }
            case "getConnection" -> connection;
            default -> call(method, args);
        };
    }

    /**
     * Executes. What returns rows ({@code INSERT … RETURNING}, a {@code PRAGMA}) is committed when the rows are closed,
     * not before. A failed call is noted as well: the first part of a batch may have been committed.
     */
    private @Nullable Object execute(Method method, Object @Nullable [] args, SqlKind executed) throws Throwable {
        boolean rows = false;
        try {
            watch.executing(executed);
            Object result = call(method, args);
            rows = result instanceof ResultSet || Boolean.TRUE.equals(result);
            return result instanceof ResultSet set ? result(set) : result;
        } catch (SQLException e) {
            throw watch.explained(e);
        } finally {
            watch.executed(executed);
            if (!rows) {
                watch.settle();
            }
        }
    }

    private @Nullable ResultSet result(@Nullable ResultSet target) {
        return target == null || kind == SqlKind.READ ? target : new ResultSetProxy(target, proxy(), watch).proxy();
    }
}
