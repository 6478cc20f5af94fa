package io.litestream4j.interop;

import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Hole 8: the page size changes while nobody replicates. The binary itself stalls for ever when that happens to it; what we
 * have uploaded is restored by both, before and after the change.
 */
class PageSizeTests extends Interop {

    @Test
    void bothRestoreEveryPointBeforeAndAfterTheChange() throws Exception {
        execute("CREATE TABLE note(id INTEGER PRIMARY KEY, text BLOB)");
        replicate();
        execute("PRAGMA journal_mode=DELETE", "PRAGMA page_size=8192", "VACUUM", "PRAGMA journal_mode=WAL");
        TxId newest = replicate();
        Awaitility.await().until(() -> hasSnapshotUpTo(newest));
        assertLatestRestores();
        assertHistoryRestores(history.txIds());
    }

    private TxId replicate() throws IOException, SQLException {
        try (EngineReplication engine = EngineReplication.start(database.path(), replica)) {
            TxId last = TxId.NONE;
            for (int round = 0; round < 3; round++) {
                execute("INSERT INTO note(text) VALUES (randomblob(20000))");
                last = engine.sync();
                history.record(last, database.path());
            }
            engine.stop();
            return last;
        }
    }

    private boolean hasSnapshotUpTo(TxId newest) throws IOException {
        Path snapshots = temporary.resolve("replica/ltx/9");
        if (!Files.exists(snapshots)) {
            return false;
        }
        try (Stream<Path> files = Files.list(snapshots)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.compareTo("0000000000000001-0000000000000004") >= 0
                            && name.compareTo("0000000000000001-" + newest + "~") < 0);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, statements);
        }
    }
}
