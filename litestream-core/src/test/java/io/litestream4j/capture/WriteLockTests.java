package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteLockTests {

    @TempDir
    private Path directory;

    private final WriterGate gate = new WriterGate();
    private Connection writer;
    private DatabaseSession session;
    private WriteLock lock;

    @BeforeEach
    void open() throws Exception {
        TestDatabase database = TestDatabase.create(directory.resolve("app.db"), 4096);
        writer = database.open();
        TestDatabase.execute(writer, "PRAGMA busy_timeout=0", "CREATE TABLE t(x)");
        session = DatabaseSession.open(database.path());
        lock = new WriteLock(session, gate);
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        session.close();
    }

    private boolean canWrite() {
        try {
            TestDatabase.execute(writer, "INSERT INTO t VALUES (1)");
            return true;
        } catch (SQLException busy) {
            return false;
        }
    }

    @Test
    void lockKeepsWritersOutUntilItIsReleased() throws Exception {
        assertThat(lock.tryAcquire(Duration.ZERO)).isTrue();
        assertThat(canWrite()).isFalse();
        assertThat(lock.release()).isPositive();
        assertThat(canWrite()).isTrue();
    }

    @Test
    void longTransactionOfSomebodyElseIsNotWaitedFor() throws Exception {
        TestDatabase.execute(writer, "BEGIN IMMEDIATE");
        assertThat(lock.tryAcquire(Duration.ofMillis(20))).isFalse();
        TestDatabase.execute(writer, "COMMIT");
        assertThat(lock.tryAcquire(Duration.ofMillis(20))).isTrue();
        lock.release();
    }

    @Test
    void gateIsOpenAfterAFailureAndAfterARelease() throws Exception {
        TestDatabase.execute(writer, "BEGIN IMMEDIATE");
        lock.tryAcquire(Duration.ZERO);
        assertOpen();
        TestDatabase.execute(writer, "COMMIT");
        lock.tryAcquire(Duration.ofSeconds(5));
        lock.release();
        assertOpen();
    }

    private void assertOpen() throws Exception {
        long begin = System.nanoTime();
        CompletableFuture.runAsync(gate::pass).get(10, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(240));
    }
}
