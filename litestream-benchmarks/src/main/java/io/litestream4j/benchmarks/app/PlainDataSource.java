package io.litestream4j.benchmarks.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The pool of an application that knows nothing of replication. */
final class PlainDataSource {

    private static final int CONNECTIONS = 4;
    private static final int BUSY_TIMEOUT_MILLIS = 5000;

    private PlainDataSource() {}

    static HikariDataSource open(Path database, String synchronous) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.valueOf(synchronous));
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource sqlite = new SQLiteDataSource(config);
        sqlite.setUrl("jdbc:sqlite:" + database);
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(sqlite);
        pool.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(pool);
    }
}
