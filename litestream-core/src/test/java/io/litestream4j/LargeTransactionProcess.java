package io.litestream4j;

import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Random;

/** An application that writes one transaction, with a heap that is much smaller, and ends when it is on the replica. */
final class LargeTransactionProcess {

    private static final int ROW_BYTES = 1 << 20;
    private static final long SEED = 7;

    private LargeTransactionProcess() {}

    /** The program: the directory of an {@link EngineKit}, and the size of the transaction in MiB. */
    public static void main(String[] arguments) throws Exception {
        try (EngineKit kit = new EngineKit(Path.of(arguments[0]));
                Connection connection =
                        TestDatabase.create(kit.database().path(), 4096).open()) {
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            LitestreamDatabase database = kit.start();
            database.sync(EngineKit.PATIENCE);
            write(connection, Integer.parseInt(arguments[1]), SEED);
            database.sync(EngineKit.PATIENCE.multipliedBy(10));
            database.stop();
        }
    }

    /** Writes rows of 1 MiB in one transaction, in the place of those that there are. */
    static void write(Connection connection, int rows, long seed) throws Exception {
        Random random = new Random(seed);
        byte[] row = new byte[ROW_BYTES];
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO t(id, x) VALUES (?, ?)")) {
            for (int id = 1; id <= rows; id++) {
                random.nextBytes(row);
                insert.setInt(1, id);
                insert.setBytes(2, row);
                insert.executeUpdate();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }
}
