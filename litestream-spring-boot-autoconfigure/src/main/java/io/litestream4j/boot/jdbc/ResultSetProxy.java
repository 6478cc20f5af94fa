package io.litestream4j.boot.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a statement that may write: their end is the end of the statement. A proxy, as these are rare and have nearly two
 * hundred methods; exceptions come through as they are. Used by one thread at a time.
 */
final class ResultSetProxy implements InvocationHandler {

    private final ResultSet target;

    private final Statement statement;

    private final TransactionWatch watch;

    private ResultSetProxy(ResultSet target, Statement statement, TransactionWatch watch) {
        this.target = target;
        this.statement = statement;
        this.watch = watch;
    }

    static ResultSet wrap(ResultSet target, Statement statement, TransactionWatch watch) {
        return (ResultSet) Proxy.newProxyInstance(
                ResultSetProxy.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                new ResultSetProxy(target, statement, watch));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> self == Objects.requireNonNull(args)[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "Replicated[" + target + "]";
            case "unwrap" -> unwrap(self, type(args));
            case "isWrapperFor" -> type(args).isInstance(self) || target.isWrapperFor(type(args));
            case "next" -> {
                Object more = call(method, args);
                if (Boolean.FALSE.equals(more) && isAtTheEnd()) {
                    watch.ended(statement);
                }
                yield more;
            }
            case "close" -> {
                call(method, args);
                watch.ended(statement);
                yield null;
            }
            case "getStatement" -> statement;
            default -> call(method, args);
        };
    }

    /** There are no more rows either at the limit that {@code setMaxRows} has set, but then the statement goes on. */
    private boolean isAtTheEnd() throws SQLException {
        return target.isAfterLast() || target.getRow() == 0;
    }

    private @Nullable Object call(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static Class<?> type(Object @Nullable [] args) {
        return (Class<?>) Objects.requireNonNull(args)[0];
    }

    private Object unwrap(Object self, Class<?> type) throws SQLException {
        return type.isInstance(self) ? self : target.unwrap(type);
    }
}
