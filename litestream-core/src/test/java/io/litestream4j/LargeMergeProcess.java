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

    /** Longer than any test: a merge in between would merge one of the files alone. */
    private static final Duration FOREVER = Duration.ofDays(3650);

    private LargeMergeProcess() {}

    /** The program: the directory of an {@link EngineKit}, and the size of the database in MiB. */
    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[1]);
        try (EngineKit kit = new EngineKit(Path.of(arguments[0]));
                Connection connection =
                        TestDatabase.create(kit.database().path(), 4096).open()) {
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            LitestreamDatabase database = kit.start(options -> keepWal(options).upkeep(merging(FOREVER)));
            database.sync(PATIENCE);
            LargeTransactionProcess.write(connection, rows, 8);
            database.sync(PATIENCE);
            LargeTransactionProcess.write(connection, rows, 9);
            TxId last = database.sync(PATIENCE);
            kit.stopEngine();
            // The first look of all merges what is there by then, which would not be merged with the rest.
            EngineKit.delete(kit.level(1));
            merge(kit, last);
        }
    }

    private static void merge(EngineKit kit, TxId last) {
        LitestreamDatabase database = kit.start(options -> keepWal(options).upkeep(merging(Duration.ofMillis(200))));
        await().atMost(PATIENCE).until(() -> database.status().content().levels().stream()
                .anyMatch(level -> level.level() == 1 && level.last().equals(last)));
        database.stop();
    }

    /** After a cut the next start would take a full file, which is not to be merged here. */
    private static DatabaseOptions.Builder keepWal(DatabaseOptions.Builder options) {
        return options.truncatePageN(1 << 24);
    }

    private static UpkeepOptions merging(Duration interval) {
        return new UpkeepOptions(List.of(interval), FOREVER, null, FOREVER, FOREVER, true, 0, 0, 0, 1L << 40);
    }
}
