package io.litestream4j.boot.jdbc;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Rows of a statement that may write: its end is the end of the statement. */
final class ResultSetProxy extends JdbcProxy<ResultSet> {

    private final Statement statement;

    private final TransactionWatch watch;

    ResultSetProxy(ResultSet target, Statement statement, TransactionWatch watch) {
        super(ResultSet.class, target);
        this.statement = statement;
        this.watch = watch;
    }

    @Override
    @Nullable
    Object intercept(Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "next" -> {
                Object more = call(method, args);
                if (Boolean.FALSE.equals(more)) {
                    watch.settle();
                }
                yield more;
            }
            case "close" -> {
                call(method, args);
                watch.settle();
                yield null;
            }
            case "getStatement" -> statement;
            default -> call(method, args);
        };
    }
}
