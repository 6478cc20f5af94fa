package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.MemoryReplicaClient;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture gets its name in staging, and the disk fails before it says so (I7). */
class UnansweredPublicationTests {

    private final MemoryReplicaClient store = new MemoryReplicaClient();
    private final AtomicBoolean failsNext = new AtomicBoolean();

    @Test
    void i7CaptureWhosePublicationFailedAfterwardsIsUploaded(@TempDir Path directory) throws Exception {
        TestDatabase source = new TestDatabase(directory.resolve("app.db"));
        TestDatabase.create(source.path(), 4096);
        Surroundings surroundings =
                new Surroundings(InstantSource.system(), (path, access) -> disk(path), options -> store);
        try (Litestream litestream = new Litestream(surroundings);
                Connection connection = source.open()) {
            LitestreamDatabase database =
                    litestream.open(DatabaseOptions.builder(source.path(), ReplicaUrl.parse("memory://replica"))
                            .build());
            database.start();
            TestDatabase.execute(connection, "CREATE TABLE t(x)");
            TxId before = database.sync(EngineKit.PATIENCE);
            failsNext.set(true);
            TestDatabase.execute(connection, "INSERT INTO t VALUES (1)");
            TxId after = database.sync(EngineKit.PATIENCE);
            assertThat(failsNext).isFalse();
            assertThat(after).isEqualTo(before.next());
            assertThat(store.files())
                    .filteredOn(file -> file.level() == ReplicaFile.CAPTURE_LEVEL)
                    .extracting(file -> file.name().max())
                    .contains(before, after);
        }
    }

    private StorageDirectory disk(Path path) {
        StorageDirectory real = new FileSystemDirectory(path, null);
        return (StorageDirectory) Proxy.newProxyInstance(
                StorageDirectory.class.getClassLoader(),
                new Class<?>[] {StorageDirectory.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("publish")
                                && arguments[1].toString().endsWith(".ltx")
                                && failsNext.compareAndSet(true, false)) {
                            throw new IOException("input/output error");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
