package io.litestream4j;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.io.FileDataBlock;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxVerification;
import io.litestream4j.ltx.LtxVerifier;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.Ledger;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A database, its replica and the engine between them: what the engine's tests have in common. */
final class EngineKit implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final TestDatabase database;
    private final List<String> fullFiles = new CopyOnWriteArrayList<>();
    private final Surroundings surroundings;
    private Litestream litestream;

    EngineKit(Path directory) {
        this(directory, Surroundings.real(InstantSource.system()));
    }

    EngineKit(Path directory, Surroundings surroundings) {
        this.directory = directory;
        this.surroundings = surroundings;
        this.litestream = new Litestream(surroundings);
        this.database = new TestDatabase(directory.resolve("app.db"));
    }

    /** Returns a kit whose replica takes files as a gate lets them pass. */
    static EngineKit behind(GatedStore.Gate gate, Path directory) {
        Surroundings real = Surroundings.real(InstantSource.system());
        return new EngineKit(
                directory,
                new Surroundings(
                        real.clock(), real.disk(), options -> new GatedStore(ReplicaClients.create(options), gate)));
    }

    TestDatabase database() {
        return database;
    }

    Path replica() {
        return directory.resolve("replica");
    }

    Path meta() {
        return directory.resolve(".app.db-litestream");
    }

    Path level(int level) {
        return replica().resolve("ltx").resolve(String.valueOf(level));
    }

    DatabaseOptions.Builder options() {
        return DatabaseOptions.builder(database.path(), url());
    }

    private ReplicaUrl url() {
        return ReplicaUrl.parse(replica().toUri().toString());
    }

    LitestreamDatabase open(UnaryOperator<DatabaseOptions.Builder> settings) {
        LitestreamDatabase opened = litestream.open(settings.apply(options()).build());
        opened.addListener(event -> {
            if (event instanceof DatabaseEvent.FullFileNeeded needed) {
                fullFiles.add(needed.reason());
            }
        });
        return opened;
    }

    LitestreamDatabase start(UnaryOperator<DatabaseOptions.Builder> settings) {
        LitestreamDatabase started = open(settings);
        started.start();
        return started;
    }

    LitestreamDatabase start() {
        return start(UnaryOperator.identity());
    }

    /** Closes the engine, and forgets why it has taken full files. */
    void stopEngine() {
        litestream.close();
        litestream = new Litestream(surroundings);
        fullFiles.clear();
    }

    /** Returns the reasons of all full files since the last {@link #stopEngine()}. */
    List<String> fullFiles() {
        return List.copyOf(fullFiles);
    }

    void execute(String... statements) throws SQLException {
        try (var connection = database.open()) {
            TestDatabase.execute(connection, statements);
        }
    }

    String content() throws SQLException {
        return DatabaseContent.logicalSha256(database.path());
    }

    String content(Connection connection) throws SQLException {
        return DatabaseContent.logicalSha256(connection);
    }

    String restored() throws Exception {
        return restored(new RestoreTarget.Latest());
    }

    /** Restores to a new place and returns the hash of what is there. */
    String restored(RestoreTarget target) throws Exception {
        return restored(target, DatabaseContent::logicalSha256);
    }

    /** Restores to a new place and returns the first value of a query's answer. */
    String restoredValue(RestoreTarget target, String query) throws Exception {
        return restored(target, copy -> new TestDatabase(copy).value(query));
    }

    @FunctionalInterface
    private interface Question<T> {
        T answer(Path database) throws SQLException;
    }

    /** Restores to a new place and returns what its {@link Ledger} holds. */
    Ledger.State restoredLedger(RestoreTarget target) throws Exception {
        return restored(target, copy -> {
            try (Connection connection = new TestDatabase(copy).open()) {
                return Ledger.verified(connection);
            }
        });
    }

    private <T> T restored(RestoreTarget target, Question<T> question) throws Exception {
        Path place = Files.createTempDirectory(directory, "restored");
        try (Litestream other = new Litestream()) {
            RestoreOptions restore = new RestoreOptions(
                    RestorePolicy.IF_MISSING, target, true, RestoreOptions.DEFAULTS.integrityCheck(), PATIENCE);
            other.open(DatabaseOptions.builder(place.resolve("copy.db"), url())
                            .restore(restore)
                            .build())
                    .restoreOnStart();
        }
        T content = question.answer(place.resolve("copy.db"));
        delete(place);
        return content;
    }

    /** Returns the names of the LTX files in a directory of staging or of the replica, in order; none if it is not there. */
    static List<LtxFileName> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> LtxFileName.parse(file.getFileName().toString()).stream())
                    .sorted()
                    .toList();
        }
    }

    /** Reads every LTX file below the replica and staging, and returns the first damage found; I4. */
    List<LtxVerification.Damaged> damaged() throws IOException {
        List<LtxVerification.Damaged> damaged = new CopyOnWriteArrayList<>();
        for (Path root : List.of(replica(), meta())) {
            for (int level = 0; level <= 9; level++) {
                Path files = root.resolve("ltx").resolve(String.valueOf(level));
                for (LtxFileName name : names(files)) {
                    verify(files.resolve(name.toString()), name).ifPresent(damaged::add);
                }
            }
        }
        return damaged;
    }

    private static Optional<LtxVerification.Damaged> verify(Path file, LtxFileName name) throws IOException {
        try (CloseableDataBlock block = FileDataBlock.open(file)) {
            return LtxVerifier.verify(name, new DataBlockInputStream(block, 0, -1), file.toString())
                            instanceof LtxVerification.Damaged found
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // It was merged, and deleted since it was listed.
            return Optional.empty();
        }
    }

    /** Returns the TXIDs of the replica's level 0 that do not follow on the one before; I2. */
    List<LtxFileName> gaps() throws IOException {
        List<LtxFileName> gaps = new CopyOnWriteArrayList<>();
        TxId last = TxId.NONE;
        for (LtxFileName name : names(level(0))) {
            if (!last.isNone() && !name.min().equals(last.next())) {
                gaps.add(name);
            }
            last = name.max();
        }
        return gaps;
    }

    /** Deletes a file or a directory with everything in it. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.toList()) {
                    delete(entry);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    @Override
    public void close() {
        litestream.close();
    }
}
