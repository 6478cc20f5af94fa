package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.boot.jdbc.SqliteDataSources;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks the state of a database before its schema is migrated. Replication starts for that, earlier than it otherwise
 * would: what the replica lacks has to get there first. Whatever goes wrong is a warning, and the migration goes on.
 * Thread-safe.
 */
final class MigrationMarks {

    private static final Logger logger = LoggerFactory.getLogger(MigrationMarks.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Litestream litestream;

    private final DatabaseSettingsResolver resolver;

    private final InstantSource clock;

    private final Set<Path> existing = ConcurrentHashMap.newKeySet();

    MigrationMarks(Litestream litestream, DatabaseSettingsResolver resolver, InstantSource clock) {
        this.litestream = litestream;
        this.resolver = resolver;
        this.clock = clock;
    }

    /** Tells of a database that has been restored, if there was anything to restore, and that nobody has opened. */
    void opened(LitestreamDatabase database) {
        Path path = database.options().path();
        try {
            if (Files.exists(path) && Files.size(path) > 0) {
                existing.add(path);
            }
        } catch (IOException e) {
            logger.debug("Cannot look at {}", path, e);
        }
    }

    /**
     * Marks the state of a database if it existed when the application started and something is about to change it.
     *
     * @param dataSource the one that the migration uses
     * @param tool what migrates: the first part of the mark's name, and its creator
     * @param pending tells whether there is anything to migrate; asked only if that matters
     */
    void beforeMigration(DataSource dataSource, String tool, BooleanSupplier pending) {
        find(dataSource).ifPresent(database -> {
            LitestreamProperties.Marks settings =
                    resolver.settings(database.options().name()).properties().marks();
            if (settings.beforeMigrations() && pending.getAsBoolean()) {
                mark(database, tool, settings);
            }
        });
    }

    private Optional<LitestreamDatabase> find(DataSource dataSource) {
        return SqliteDataSources.databaseFile(dataSource)
                .filter(existing::contains)
                .flatMap(path -> litestream.databases().stream()
                        .filter(database -> database.options().path().equals(path))
                        .findFirst());
    }

    private void mark(LitestreamDatabase database, String tool, LitestreamProperties.Marks settings) {
        String name = "before-" + tool + "-" + TIME.format(clock.instant());
        try {
            database.start();
            Mark mark = database.mark(name, tool, settings.timeout());
            logger.info(
                    "Marked the state before the migration: database={} mark={} txid={}",
                    database.options().name(),
                    name,
                    mark.txId());
            deleteOld(database, made -> made.creator().equals(tool), settings.keep());
        } catch (LitestreamException e) {
            logger.warn(
                    "Migrating without a mark of the state before, or without deleting old ones: database={}: {}",
                    database.options().name(),
                    e.getMessage());
        }
    }

    private static void deleteOld(LitestreamDatabase database, Predicate<Mark> automatic, int keep) {
        database.marks().stream()
                .filter(automatic)
                .sorted(Comparator.comparing(Mark::time).reversed())
                .skip(keep)
                .forEach(old -> database.deleteMark(old.name()));
    }
}
