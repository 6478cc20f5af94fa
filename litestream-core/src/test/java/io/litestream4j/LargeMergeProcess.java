package io.litestream4j;

import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** An application whose transactions each change all of a database that is larger than its heap, and whose files are merged. */
final class LargeMergeProcess {

    private static final Duration PATIENCE = EngineKit.PATIENCE.multipliedBy(10);

    private LargeMergeProcess() {}

    /** The program: the directory of an {@link EngineKit}, and the size of the database in MiB. */
    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[1]);
        try (EngineKit kit = new EngineKit(Path.of(arguments[0]));
                Connection connection =
                        TestDatabase.create(kit.database().path(), 4096).open()) {
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            LitestreamDatabase database = kit.start(LargeMergeProcess::keepWal);
            database.sync(PATIENCE);
            LargeTransactionProcess.write(connection, rows, 8);
            database.sync(PATIENCE);
            LargeTransactionProcess.write(connection, rows, 9);
            TxId last = database.sync(PATIENCE);
            kit.stopEngine();
            merge(kit, last);
        }
    }

    private static void merge(EngineKit kit, TxId last) {
        LitestreamDatabase database = kit.start(options -> keepWal(options).upkeep(upkeep()));
        await().atMost(PATIENCE).until(() -> database.status().content().levels().stream()
                .anyMatch(level -> level.level() == 1 && level.last().equals(last)));
        database.stop();
    }

    /** After a cut the next start would take a full file, which is not to be merged here. */
    private static DatabaseOptions.Builder keepWal(DatabaseOptions.Builder options) {
        return options.truncatePageN(1 << 24);
    }

    private static UpkeepOptions upkeep() {
        Duration day = Duration.ofDays(1);
        return new UpkeepOptions(List.of(Duration.ofMillis(200)), day, null, day, day, true, 0, 0, 0, 1L << 40);
    }
}
