package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.boot.autoconfigure.LitestreamAutoConfiguration;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.MergedAnnotations;
import org.sqlite.SQLiteDataSource;

/** Tests for {@link JdbcProxyHints}. */
class JdbcProxyHintsTests {

    @TempDir
    Path directory;

    private final RuntimeHints hints = new RuntimeHints();

    JdbcProxyHintsTests() {
        new JdbcProxyHints().registerHints(hints, getClass().getClassLoader());
    }

    @Test
    void theProxyAndItsCallsAreKnown() throws NoSuchMethodException {
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ResultSet.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ResultSet.class.getMethod("close")))
                .accepts(hints);
    }

    @Test
    void whatTheWrapperHandsOutIsAmongThem() throws Exception {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        Path file = directory.resolve("notes.db");
        sqlite.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = new LitestreamDataSource(sqlite, file, () -> {}, () -> {}).getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("PRAGMA user_version");
                ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
            for (Object proxy : new Object[] {connection, statement, prepared, rows}) {
                if (Proxy.isProxyClass(proxy.getClass())) {
                    assertThat(RuntimeHintsPredicates.proxies()
                                    .forInterfaces(proxy.getClass().getInterfaces()))
                            .accepts(hints);
                }
            }
            assertThat(Proxy.isProxyClass(rows.getClass())).isTrue();
        }
    }

    @Test
    void theAutoConfigurationBringsThem() {
        assertThat(MergedAnnotations.from(LitestreamAutoConfiguration.class)
                        .get(ImportRuntimeHints.class)
                        .getClassArray("value"))
                .containsExactly(JdbcProxyHints.class);
    }
}
