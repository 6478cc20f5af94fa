package io.litestream4j.boot.autoconfigure;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.boot.jdbc.LitestreamDataSource;
import io.litestream4j.boot.jdbc.SqliteDataSources;
import io.litestream4j.restore.RestorePolicy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Restores the database of each SQLite {@code DataSource} and wraps it. A pool has its settings by now but has not
 * started, so the restore comes before every connection: those of Flyway, Liquibase, JPA, scripts and the application.
 *
 * <p>Goes before other post-processors, whose proxies then stand in front of the wrapper.
 */
final class LitestreamDataSourcePostProcessor implements BeanPostProcessor, PriorityOrdered {

    private static final Logger logger = LoggerFactory.getLogger(LitestreamDataSourcePostProcessor.class);

    private final ConfigurableListableBeanFactory beanFactory;

    private final DatabaseSettingsResolver resolver;

    private final AtomicBoolean missingUrlTold = new AtomicBoolean();

    LitestreamDataSourcePostProcessor(ConfigurableListableBeanFactory beanFactory, DatabaseSettingsResolver resolver) {
        this.beanFactory = beanFactory;
        this.resolver = resolver;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        // a scoped proxy is left alone: its target comes here as well
        if (!(bean instanceof DataSource dataSource)
                || bean instanceof ScopedObject
                || SqliteDataSources.isReplicated(dataSource)) {
            return bean;
        }
        if (!SqliteDataSources.isSqlite(dataSource)) {
            logger.debug("Not replicated, because it is no SQLite database: dataSource={}", beanName);
            return bean;
        }
        return configured(dataSource, beanName, resolver.settings(name(beanName)));
    }

    private DataSource configured(DataSource dataSource, String beanName, DatabaseSettings database) {
        String url = database.properties().replica().url();
        if (!database.properties().enabled()) {
            logger.debug("Not replicated, because that is disabled: dataSource={}", beanName);
            return dataSource;
        }
        if (url == null || url.isBlank()) {
            if (missingUrlTold.compareAndSet(false, true)) {
                logger.info("Not replicated, because litestream.replica.url is not set: dataSource={}", beanName);
            }
            return dataSource;
        }
        Optional<Path> file = SqliteDataSources.databaseFile(dataSource);
        if (file.isEmpty()) {
            logger.debug("Not replicated, because it is not in a file: dataSource={}", beanName);
            return dataSource;
        }
        requireWal(dataSource, database.name());
        return replicated(
                dataSource, beanName, database.toOptions(file.get(), url, new ReplicaOptionsFactory(beanFactory)));
    }

    /** Says at once what the first connection would say. */
    private static void requireWal(DataSource dataSource, String name) {
        SqliteDataSources.journalMode(dataSource)
                .filter(mode -> !mode.equalsIgnoreCase("WAL"))
                .ifPresent(mode -> {
                    throw new InvalidLitestreamPropertyException(
                            "The DataSource '" + name + "' sets journal_mode=" + mode
                                    + ", but what is replicated is a database in WAL mode.",
                            "Remove journal_mode from its URL and its properties, or set it to WAL.",
                            null);
                });
    }

    private DataSource replicated(DataSource dataSource, String beanName, DatabaseOptions options) {
        LitestreamDatabase replicated = database(dataSource, options);
        closeBeforeEngine(beanName);
        LitestreamDataSource wrapper =
                new LitestreamDataSource(dataSource, options.path(), replicated::aboutToWrite, replicated::committed);
        beanFactory.getBean(FencedReaction.class).watch(replicated, wrapper);
        return wrapper;
    }

    /** Returns the name of a bean in the application's own words: {@code scopedTarget.orders} is its {@code orders}. */
    private static String name(String beanName) {
        return ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName) : beanName;
    }

    /** Returns the database of a file, which several beans may share. */
    private LitestreamDatabase database(DataSource dataSource, DatabaseOptions options) {
        Litestream litestream = beanFactory.getBean(Litestream.class);
        return litestream.databases().stream()
                .filter(database -> database.options().path().equals(options.path()))
                .findFirst()
                .map(database -> shared(database, options))
                .orElseGet(() -> open(litestream, dataSource, options));
    }

    /** A database has one replica: which one must not depend on which bean is made first. */
    private static LitestreamDatabase shared(LitestreamDatabase database, DatabaseOptions options) {
        DatabaseOptions first = database.options();
        if (first.replicaUrl().equals(options.replicaUrl()) && first.metaPath().equals(options.metaPath())) {
            return database;
        }
        String one = "litestream.databases." + first.name();
        String other = "litestream.databases." + options.name();
        throw new InvalidLitestreamPropertyException(
                "The DataSources '" + first.name() + "' and '" + options.name() + "' use the same database, "
                        + options.path() + ", but not the same replica and meta path: " + first.replicaUrl() + " with "
                        + first.metaPath() + ", and " + options.replicaUrl() + " with " + options.metaPath() + ".",
                "Set '" + one + ".replica.url' and '" + other + ".replica.url' to one URL, and if the meta path is set,"
                        + " '" + one + ".meta-path' and '" + other + ".meta-path' to one path. To leave one of them"
                        + " out, set its 'enabled' to 'false'; it must then connect only after the other was made, which"
                        + " restores the database.",
                null);
    }

    private LitestreamDatabase open(Litestream litestream, DataSource dataSource, DatabaseOptions options) {
        requireRestorable(dataSource, options);
        LitestreamDatabase database = litestream.open(options);
        PatientRestore.run(database);
        beanFactory.getBean(MigrationMarks.class).opened(database);
        beanFactory.getBean(LitestreamLifecycle.class).added(database);
        return database;
    }

    /** A database that is missing exists, and is empty, as soon as a pool has connected to it. */
    private static void requireRestorable(DataSource dataSource, DatabaseOptions options) {
        if (options.restore().onStart() != RestorePolicy.NEVER && SqliteDataSources.isStarted(dataSource)) {
            throw new InvalidLitestreamPropertyException(
                    "The pool of the DataSource '" + options.name() + "' has opened " + options.path()
                            + " before that could be restored.",
                    "Have the pool connect when the first connection is borrowed: build it with DataSourceBuilder, or with"
                            + " the no-argument constructor of HikariDataSource and its setters. To start without a"
                            + " restore, set 'litestream.restore.on-start' to 'never'; a missing database is then"
                            + " created empty.",
                    null);
        }
    }

    /**
     * Has the pool closed before the engine's own connections: the last connection that SQLite closes checkpoints and
     * deletes the WAL unless it is the engine's.
     */
    private void closeBeforeEngine(String beanName) {
        for (String engine : beanFactory.getBeanNamesForType(Litestream.class)) {
            beanFactory.registerDependentBean(engine, beanName);
        }
    }
}
