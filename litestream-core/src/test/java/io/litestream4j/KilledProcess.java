package io.litestream4j;

import io.litestream4j.testing.TestDatabase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;

/** An application that writes rows to a replicated database for ever, and prints the number of rows that were synced. */
final class KilledProcess {

    private static final int ROWS_PER_SYNC = 40;

    private KilledProcess() {}

    /** The program: the directory of an {@link EngineKit}. */
    public static void main(String[] arguments) throws Exception {
        PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        EngineKit kit = new EngineKit(Path.of(arguments[0]));
        LitestreamDatabase database =
                kit.start(settings -> settings.minCheckpointPageCount(30).truncatePageN(200));
        try (Connection connection = kit.database().open()) {
            TestDatabase.execute(connection, "PRAGMA journal_mode=WAL", "CREATE TABLE IF NOT EXISTS t(id INTEGER, x)");
            for (long row = 1; row < Long.MAX_VALUE; row++) {
                TestDatabase.execute(connection, "INSERT INTO t VALUES (" + row + ", randomblob(3000))");
                database.committed();
                if (row % ROWS_PER_SYNC == 0) {
                    database.sync(EngineKit.PATIENCE);
                    output.println("synced " + row);
                }
            }
        }
    }
}
