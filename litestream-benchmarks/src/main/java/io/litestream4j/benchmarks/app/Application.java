package io.litestream4j.benchmarks.app;

import com.zaxxer.hikari.HikariDataSource;
import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.boot.jdbc.LitestreamDataSource;
import io.litestream4j.replica.ReplicaUrl;
import javax.sql.DataSource;

/**
 * An application's connections, and the engine behind them if it replicates.
 *
 * @param dataSource where connections come from
 * @param resources what {@link #close()} closes
 */
record Application(DataSource dataSource, AutoCloseable resources) implements AutoCloseable {

    static Application open(LoadOptions options) {
        HikariDataSource pool = PlainDataSource.open(options.database(), options.synchronous());
        String replica = options.replica();
        return replica == null ? new Application(pool, pool) : replicated(options, ReplicaUrl.parse(replica), pool);
    }

    /** Does what the starter does, in its order, without a Spring context. */
    private static Application replicated(LoadOptions options, ReplicaUrl replica, HikariDataSource pool) {
        DatabaseOptions.Builder settings = DatabaseOptions.builder(options.database(), replica);
        options.syncInterval().ifPresent(settings::syncInterval);
        Litestream litestream = new Litestream();
        LitestreamDatabase database = litestream.open(settings.build());
        database.start();
        DataSource wrapped =
                new LitestreamDataSource(pool, database.options().path(), database::aboutToWrite, database::committed);
        return new Application(wrapped, () -> {
            database.stop();
            pool.close();
            litestream.close();
        });
    }

    @Override
    public void close() throws Exception {
        resources.close();
    }
}
