package io.litestream4j.boot.jdbc;

import io.litestream4j.DatabasePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.sqlite.SQLiteConfig.Pragma;

/**
 * Finds out which file a {@code DataSource} is about, from its settings alone: no connection is opened, no pool
 * started.
 */
public final class SqliteDataSources {

    private static final List<String> URL_PROPERTIES = List.of("jdbcUrl", "url", "dataSourceProperties[url]");

    /** HikariCP's; other pools start when the first connection is borrowed. */
    private static final String RUNNING = "running";

    private SqliteDataSources() {}

    /**
     * Returns the database file of a {@code DataSource}, or of what it delegates to.
     *
     * @return the absolute path; empty if it is not SQLite, is in memory, or if its settings do not tell
     */
    public static Optional<Path> databaseFile(DataSource dataSource) {
        return sqliteUrl(dataSource).map(SqliteUrl::file).map(DatabasePath::absolute);
    }

    /** Returns whether the settings of a {@code DataSource}, or of what it delegates to, tell that it is SQLite. */
    public static boolean isSqlite(DataSource dataSource) {
        return sqliteUrl(dataSource).isPresent();
    }

    /**
     * Returns the {@code journal_mode} in the URL or HikariCP's {@code dataSourceProperties} of a {@code DataSource}, or of
     * what it delegates to.
     */
    public static Optional<String> journalMode(DataSource dataSource) {
        String property = "dataSourceProperties[" + Pragma.JOURNAL_MODE.getPragmaName() + "]";
        return Optional.ofNullable(setting(DataSourceUnwrapper.unwrapRoot(dataSource), List.of(property)))
                .or(() -> sqliteUrl(dataSource).map(url -> url.settings().get(Pragma.JOURNAL_MODE.getPragmaName())));
    }

    /** Returns whether this or something that it delegates to is a {@link LitestreamDataSource}. */
    public static boolean isReplicated(DataSource dataSource) {
        return DataSourceUnwrapper.unwrap(dataSource, LitestreamDataSource.class) != null;
    }

    /** Returns whether this is a pool, or delegates to one, that has started: it may have opened the database. */
    public static boolean isStarted(DataSource dataSource) {
        BeanWrapper properties =
                PropertyAccessorFactory.forBeanPropertyAccess(DataSourceUnwrapper.unwrapRoot(dataSource));
        return properties.isReadableProperty(RUNNING) && Boolean.TRUE.equals(properties.getPropertyValue(RUNNING));
    }

    private static Optional<SqliteUrl> sqliteUrl(DataSource dataSource) {
        return Optional.ofNullable(setting(DataSourceUnwrapper.unwrapRoot(dataSource), URL_PROPERTIES))
                .filter(SqliteUrl::isSqlite)
                .map(SqliteUrl::parse);
    }

    private static @Nullable String setting(DataSource dataSource, List<String> names) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
        for (String name : names) {
            if (properties.isReadableProperty(name) && properties.getPropertyValue(name) instanceof String value) {
                return value;
            }
        }
        return properties.isReadableProperty("dataSource")
                        && properties.getPropertyValue("dataSource") instanceof DataSource target
                ? setting(target, names)
                : null;
    }
}
