package io.litestream4j.boot.jdbc;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A borrowed connection. */
final class ConnectionProxy extends JdbcProxy<Connection> {

    private final TransactionWatch watch;

    private ConnectionProxy(Connection target, TransactionWatch watch) {
        super(Connection.class, target);
        this.watch = watch;
    }

    /** Wraps a connection to SQLite. */
    static Connection wrap(Connection target, TransactionWatch watch) {
        return new ConnectionProxy(target, watch).proxy();
    }

    @Override
    @Nullable
    Object intercept(Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "createStatement" -> statement(Statement.class, method, args);
            case "prepareStatement" -> statement(PreparedStatement.class, method, args);
            case "prepareCall" -> statement(CallableStatement.class, method, args);
            case "commit" -> {
                call(method, args);
                watch.committed();
                yield null;
            }
            case "rollback" -> rollback(method, args);
            case "setAutoCommit" -> setAutoCommit(method, args);
            case "close", "abort" -> close(method, args);
            default -> call(method, args);
        };
    }

    private <S extends Statement> S statement(Class<S> type, Method method, Object @Nullable [] args) throws Throwable {
        S target = type.cast(Objects.requireNonNull(call(method, args)));
        SqlKind kind = argument(args) instanceof String sql ? SqlKind.of(sql) : SqlKind.READ;
        return new StatementProxy<>(type, target, kind, proxy(), watch).proxy();
    }

    /** Rolls back everything, or only to a savepoint: then what was written before that is still on its way. */
    private @Nullable Object rollback(Method method, Object @Nullable [] args) throws Throwable {
        call(method, args);
        if (args == null) {
            watch.rolledBack();
        }
        return null;
    }

    /** Switching auto-commit on commits what is open; SQLite may refuse that, and then nothing has changed. */
    private @Nullable Object setAutoCommit(Method method, Object @Nullable [] args) throws Throwable {
        call(method, args);
        watch.settle();
        return null;
    }

    private @Nullable Object close(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return call(method, args);
        } finally {
            watch.closed();
        }
    }
}
