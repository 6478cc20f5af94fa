package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.RestoreOptions;
import io.litestream4j.UpkeepOptions;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import java.nio.file.Path;
import java.time.Duration;

/** Our side: the engine on a database, and restores with it. */
final class EngineReplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Litestream litestream = new Litestream();
    private final LitestreamDatabase database;

    private EngineReplication(Path path, SharedReplica replica, UpkeepOptions upkeep) {
        this.database = litestream.open(DatabaseOptions.builder(path, replica.ours())
                .syncInterval(Duration.ZERO)
                .upkeep(upkeep)
                .build());
        database.start();
    }

    static EngineReplication start(Path path, SharedReplica replica) {
        return start(path, replica, UpkeepOptions.DEFAULTS);
    }

    static EngineReplication start(Path path, SharedReplica replica, UpkeepOptions upkeep) {
        return new EngineReplication(path, replica, upkeep);
    }

    static void restore(SharedReplica replica, Path output) {
        restore(replica, output, new RestoreTarget.Latest());
    }

    static void restore(SharedReplica replica, Path output, TxId txId) {
        restore(replica, output, new RestoreTarget.AtTxId(txId));
    }

    private static void restore(SharedReplica replica, Path output, RestoreTarget target) {
        RestoreOptions options =
                new RestoreOptions(RestorePolicy.IF_MISSING, target, true, IntegrityCheckMode.FULL, PATIENCE);
        try (Litestream litestream = new Litestream()) {
            LitestreamDatabase database = litestream.open(DatabaseOptions.builder(output, replica.ours())
                    .restore(options)
                    .build());
            assertThat(database.restoreOnStart()).isPresent();
        }
    }

    /** Waits until everything is on the replica and returns the TXID there. */
    TxId sync() {
        return database.sync(PATIENCE);
    }

    /** Ends replication in good order. */
    void stop() {
        assertThat(database.stop().complete()).isTrue();
    }

    @Override
    public void close() {
        litestream.close();
    }
}
