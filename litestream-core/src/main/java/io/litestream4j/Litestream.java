package io.litestream4j;

import java.util.ArrayList;
import java.util.List;

/**
 * The databases that this process replicates: the engine's front door. Safe for use by several threads.
 *
 * <pre>{@code
 * try (Litestream litestream = new Litestream()) {
 *     LitestreamDatabase notes = litestream.open(DatabaseOptions.builder(
 *             Path.of("notes.db"), ReplicaUrl.parse("file:///backup/notes.db")).build());
 *     notes.restoreOnStart();
 *     notes.start();
 *     ...
 * }
 * }</pre>
 */
public final class Litestream implements AutoCloseable {

    private final List<LitestreamDatabase> databases = new ArrayList<>();

    /**
     * Prepares a database; nothing is read, written or started yet.
     *
     * @throws LitestreamException if the replica URL cannot be used, or if the database is open here already
     */
    public synchronized LitestreamDatabase open(DatabaseOptions options) {
        throw new LitestreamException("the engine is not part of this build", null);
    }

    /** Returns the databases in the order in which they were opened. */
    public synchronized List<LitestreamDatabase> databases() {
        return List.copyOf(databases);
    }

    /** Stops all databases at the same time and says what each achieved. */
    public List<ShutdownResult> stop() {
        return databases().stream().map(LitestreamDatabase::stop).toList();
    }

    /** Stops and closes all databases. */
    @Override
    public void close() {
        stop();
        databases().forEach(LitestreamDatabase::close);
    }
}
