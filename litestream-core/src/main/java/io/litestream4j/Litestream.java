package io.litestream4j;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The databases that this process replicates: the engine's front door. Safe for use by several threads.
 *
 * <pre>{@code
 * try (Litestream litestream = new Litestream()) {
 *     LitestreamDatabase notes = litestream.open(DatabaseOptions.builder(
 *             Path.of("notes.db"), ReplicaUrl.parse("file:///backup/notes.db")).build());
 *     notes.restoreOnStart();
 *     notes.start();
 *     // use notes.db with wal_autocheckpoint=0, and call notes.committed() after each commit
 * }
 * }</pre>
 */
public final class Litestream implements AutoCloseable {

    private final Map<Path, LitestreamDatabase> databases = new LinkedHashMap<>();
    private final SharedThreads threads;
    private final Surroundings surroundings;
    private final SharedLeases leases;

    /** Creates an engine without databases. */
    public Litestream() {
        this(InstantSource.system());
    }

    Litestream(InstantSource clock) {
        this(Surroundings.real(clock));
    }

    Litestream(Surroundings surroundings) {
        this(surroundings, new SharedThreads());
    }

    Litestream(Surroundings surroundings, SharedThreads threads) {
        this.threads = threads;
        this.surroundings = surroundings;
        this.leases = new SharedLeases(surroundings.stores());
    }

    /**
     * Prepares a database; nothing is read, written or started yet.
     *
     * @throws LitestreamException if the replica URL cannot be used, if the database is open here already, or if it is to share
     *     a lease with another one and has other settings for that
     */
    public synchronized LitestreamDatabase open(DatabaseOptions options) {
        if (databases.containsKey(options.path())) {
            throw new LitestreamException(options.path() + " is replicated by this process already", null);
        }
        LitestreamDatabase database = create(options);
        databases.put(options.path(), database);
        return database;
    }

    private LitestreamDatabase create(DatabaseOptions options) {
        try {
            databases.values().forEach(other -> SharedLeases.requireAgreement(other.options(), options));
            return new EngineDatabase(options, threads, leases, surroundings, () -> forget(options.path()));
        } catch (IllegalArgumentException e) {
            throw new LitestreamException(options.name() + ": " + e.getMessage(), e);
        }
    }

    private synchronized void forget(Path path) {
        databases.remove(path);
    }

    /** Returns the databases in the order in which they were opened. */
    public synchronized List<LitestreamDatabase> databases() {
        return List.copyOf(databases.values());
    }

    /** Stops all databases at the same time and says what each achieved. */
    public List<ShutdownResult> stop() {
        List<ShutdownResult> results = new ArrayList<>();
        forAll("stop", database -> {
            ShutdownResult result = database.stop();
            synchronized (results) {
                results.add(result);
            }
        });
        synchronized (results) {
            return List.copyOf(results);
        }
    }

    /** Stops and closes all databases, at the same time: all of them take as long as the slowest. */
    @Override
    public void close() {
        forAll("close", LitestreamDatabase::close);
    }

    private void forAll(String role, Consumer<LitestreamDatabase> action) {
        List<Thread> threads = databases().stream()
                .map(database -> EngineThreads.start(role, database.options().name(), () -> action.accept(database)))
                .toList();
        threads.forEach(thread -> EngineThreads.join(thread, 0));
    }
}
