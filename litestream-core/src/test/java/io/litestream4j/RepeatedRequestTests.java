package io.litestream4j;

import static org.awaitility.Awaitility.await;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.MemoryReplicaClient;
import io.litestream4j.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file arrives, its answer is lost, and the request that is sent again finds the file there (I4). */
class RepeatedRequestTests {

    private static final int NONE = -1;

    private static final UpkeepOptions SOON = new UpkeepOptions(
            List.of(Duration.ofMillis(100)),
            Duration.ofDays(3650),
            null,
            Duration.ofDays(3650),
            Duration.ZERO,
            false,
            0,
            0,
            0,
            1 << 20);

    private final MemoryReplicaClient store = new MemoryReplicaClient();
    private final AtomicInteger repeated = new AtomicInteger(NONE);

    @Test
    void whatWasThereAlreadyIsShownAndMerged(@TempDir Path directory) throws Exception {
        TestDatabase source = new TestDatabase(directory.resolve("app.db"));
        TestDatabase.create(source.path(), 4096);
        Surroundings surroundings = new Surroundings(
                InstantSource.system(),
                (path, access) -> new FileSystemDirectory(path, access.atCreation()),
                options -> repeating());
        try (Litestream litestream = new Litestream(surroundings);
                Connection connection = source.open()) {
            LitestreamDatabase database =
                    litestream.open(DatabaseOptions.builder(source.path(), ReplicaUrl.parse("memory://replica"))
                            .upkeep(SOON)
                            .build());
            database.start();
            TestDatabase.execute(connection, "CREATE TABLE t(x)");
            awaitLast(database, ReplicaFile.CAPTURE_LEVEL, database.sync(EngineKit.PATIENCE));
            repeated.set(ReplicaFile.CAPTURE_LEVEL);
            TestDatabase.execute(connection, "INSERT INTO t VALUES (1)");
            TxId last = database.sync(EngineKit.PATIENCE);
            awaitLast(database, ReplicaFile.CAPTURE_LEVEL, last);
            awaitLast(database, 1, last);
            repeated.set(ReplicaFile.SNAPSHOT_LEVEL);
            awaitLast(database, ReplicaFile.SNAPSHOT_LEVEL, database.snapshot(EngineKit.PATIENCE));
        }
    }

    private static void awaitLast(LitestreamDatabase database, int level, TxId last) {
        await().until(() -> database.status().content().levels().stream()
                .anyMatch(status -> status.level() == level && status.last().equals(last)));
    }

    private ReplicaClient repeating() {
        return (ReplicaClient) Proxy.newProxyInstance(
                ReplicaClient.class.getClassLoader(),
                new Class<?>[] {ReplicaClient.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(store, arguments);
                        if (method.getName().equals("create") && repeated.compareAndSet((int) arguments[0], NONE)) {
                            throw new ReplicaFileExistsException("sent again");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
