package io.litestream4j.interop;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Both sides on a real server of one kind of store. */
abstract class StoreRestoreContractTests extends RestoreContractTests {

    private final TestStore.Kind kind;
    private @Nullable TestStore store;

    StoreRestoreContractTests(TestStore.Kind kind) {
        this.kind = kind;
    }

    @Override
    SharedReplica createReplica() throws IOException {
        TestStore started = kind.start(Files.createDirectory(temporary.resolve("store")));
        store = started;
        // What the engine makes when it is missing, a bucket for example, has to exist for the binary.
        try (ReplicaClient client = ReplicaClients.create(started.options())) {
            client.list(ReplicaFile.CAPTURE_LEVEL, TxId.NONE);
        }
        return new SharedReplica(started.options(), theirs(started), environment(started));
    }

    /** Returns the settings of the binary; unless a test is for another store they have our names. */
    Map<String, String> theirs(TestStore started) {
        Map<String, String> theirs = new TreeMap<>(started.settings());
        theirs.put("url", started.url());
        return theirs;
    }

    /** Returns what the binary takes from its environment. */
    Map<String, String> environment(TestStore started) {
        return Map.of();
    }

    @AfterEach
    void stopStore() {
        if (store != null) {
            store.close();
        }
    }
}
