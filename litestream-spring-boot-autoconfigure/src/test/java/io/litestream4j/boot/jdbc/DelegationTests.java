package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sqlite.SQLiteConnection;

/** Calls each method of the wrapped JDBC objects, which have to call the same one with the same arguments. */
class DelegationTests {

    private final List<Call> calls = new ArrayList<>();

    private SQLiteConnection sqlite;

    /** What the target was called with. */
    private record Call(Method method, List<Object> arguments) {}

    @BeforeEach
    void open() throws SQLException {
        sqlite = DriverManager.getConnection("jdbc:sqlite::memory:").unwrap(SQLiteConnection.class);
    }

    @AfterEach
    void close() throws SQLException {
        sqlite.close();
    }

    @TestFactory
    Stream<DynamicTest> connection() {
        ReplicatedConnection wrapped = new ReplicatedConnection(target(Connection.class), watch());
        return methods(Connection.class, wrapped, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> statement() {
        ReplicatedStatement<Statement> wrapped =
                new ReplicatedStatement<>(target(Statement.class), SqlKind.READ, target(Connection.class), watch());
        return methods(Statement.class, wrapped, Set.of("getConnection"));
    }

    @TestFactory
    Stream<DynamicTest> preparedStatement() {
        ReplicatedPreparedStatement wrapped = new ReplicatedPreparedStatement(
                target(PreparedStatement.class), SqlKind.WRITE, target(Connection.class), watch());
        return methods(PreparedStatement.class, wrapped, Set.of("getConnection"));
    }

    private Stream<DynamicTest> methods(Class<?> type, Object wrapped, Set<String> own) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Wrapper.class && !own.contains(method.getName()))
                .filter(method -> isKnown(method, wrapped))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> requirePassedOn(method, wrapped)));
    }

    /** JDBC gets new methods with an implementation of their own; one that Java 17 does not have cannot be passed on. */
    private static boolean isKnown(Method method, Object wrapped) {
        try {
            return !wrapped.getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .isDefault();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private void requirePassedOn(Method method, Object wrapped)
            throws IllegalAccessException, InvocationTargetException {
        calls.clear();
        @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(method.getParameterTypes()[i], i + 1);
        }
        method.invoke(wrapped, arguments);
        Call expected = new Call(method, Arrays.asList(arguments));
        assertThat(calls).hasSize(1).first().satisfies(call -> {
            assertThat(call.method().getName()).isEqualTo(expected.method().getName());
            assertThat(call.method().getParameterTypes())
                    .isEqualTo(expected.method().getParameterTypes());
            assertThat(call.arguments()).isEqualTo(expected.arguments());
        });
    }

    private TransactionWatch watch() {
        return new TransactionWatch(sqlite, new WriteRefusal(), () -> {}, () -> {});
    }

    private <T> T target(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    calls.add(new Call(method, args == null ? List.of() : Arrays.asList(args)));
                    return method.getReturnType() == void.class ? null : value(method.getReturnType(), 0);
                }));
    }

    /** Returns a value that tells its place, where the type allows that. */
    private static @Nullable Object value(Class<?> type, int place) {
        if (type == int.class) {
            return place;
        }
        if (type == long.class) {
            return (long) place;
        }
        if (type == String.class) {
            return "SELECT " + place;
        }
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
