package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;

/** A database, its replica, and both programs that can work on them. */
abstract class Interop {

    private static final int PAGE_SIZE = 4096;

    final long seed = Long.getLong("test.seed", new Random().nextLong());

    @RegisterExtension
    final TestExecutionExceptionHandler seedTeller = (context, failure) -> {
        throw new AssertionError("failed with -Dtest.seed=" + seed, failure);
    };

    @TempDir
    Path temporary;

    final Random random = new Random(seed);
    final History history = new History();

    LitestreamBinary binary;
    SharedReplica replica;
    TestDatabase database;
    private int restores;

    @BeforeEach
    void prepare() throws IOException, InterruptedException, SQLException {
        binary = LitestreamBinary.require();
        replica = createReplica();
        database = TestDatabase.create(temporary.resolve("app.db"), PAGE_SIZE);
    }

    /** Returns an empty replica; in a directory unless a test is for another store. */
    SharedReplica createReplica() throws IOException {
        return SharedReplica.file(temporary.resolve("replica"));
    }

    /** Proves that both programs restore the newest state, byte for byte the same. */
    void assertLatestRestores() throws IOException, InterruptedException, SQLException {
        Path ours = nextOutput();
        Path theirs = nextOutput();
        EngineReplication.restore(replica, ours);
        binary.restore(replica, theirs);
        assertThat(ours).as("latest").hasSameBinaryContentAs(theirs);
        assertThat(AppContent.of(theirs)).as("latest").isEqualTo(AppContent.of(database.path()));
    }

    /** Proves that both programs restore what was there at some TXIDs, byte for byte the same. */
    void assertHistoryRestores(List<TxId> txIds) throws IOException, InterruptedException, SQLException {
        for (TxId txId : txIds) {
            Path ours = nextOutput();
            Path theirs = nextOutput();
            EngineReplication.restore(replica, ours, txId);
            binary.restore(replica, theirs, txId);
            assertThat(ours).as("TXID %s", txId).hasSameBinaryContentAs(theirs);
            assertThat(AppContent.of(theirs)).as("TXID %s", txId).isEqualTo(history.at(txId));
        }
    }

    private Path nextOutput() {
        return temporary.resolve("restored-" + ++restores + ".db");
    }
}
