package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides take turns on one database, one local folder and one replica. */
class TakeoverTests extends Interop {

    private static final int ROUNDS = 5;
    private static final int MAX_ROWS = 50;
    private static final int MAX_SIZE = 3000;

    @BeforeEach
    void createTable() throws SQLException {
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, "CREATE TABLE note(id INTEGER PRIMARY KEY, text BLOB)");
        }
    }

    @Test
    void binaryTakesOverFromTheEngine() throws Exception {
        engineReplicates();
        binaryReplicates();
        assertNothingIsLost();
    }

    @Test
    void engineTakesOverFromTheBinary() throws Exception {
        binaryReplicates();
        engineReplicates();
        assertNothingIsLost();
    }

    @Test
    void bothTakeTurns() throws Exception {
        for (int turn = 0; turn < 2; turn++) {
            engineReplicates();
            binaryReplicates();
        }
        assertNothingIsLost();
    }

    private void engineReplicates() throws IOException, SQLException {
        try (EngineReplication engine = EngineReplication.start(database.path(), replica)) {
            for (int round = 0; round < ROUNDS; round++) {
                write();
                history.record(engine.sync(), database.path());
            }
            engine.stop();
        }
    }

    private void binaryReplicates() throws IOException, InterruptedException, SQLException {
        try (BinaryReplication running = binary.replicate(database.path(), replica)) {
            for (int round = 0; round < ROUNDS; round++) {
                write();
                history.record(running.sync(), database.path());
            }
            running.stop();
        }
    }

    private void assertNothingIsLost() throws IOException, InterruptedException, SQLException {
        List<TxId> txIds = replica.txIds();
        assertThat(txIds)
                .as("without a gap")
                .containsExactlyElementsOf(LongStream.rangeClosed(1, txIds.size())
                        .mapToObj(TxId::new)
                        .toList());
        assertLatestRestores();
        assertHistoryRestores(history.txIds());
    }

    /** One transaction as an application does it that opens the database for itself. */
    private void write() throws SQLException {
        try (Connection connection = database.open();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO note(text) VALUES (?)")) {
            connection.setAutoCommit(false);
            for (int rows = 1 + random.nextInt(MAX_ROWS); rows > 0; rows--) {
                byte[] text = new byte[random.nextInt(MAX_SIZE)];
                random.nextBytes(text);
                insert.setBytes(1, text);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }
}
