package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteredReplicaClientTests {

    private static final LtxFileName NAME = LtxFileName.of(new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 5, Instant.EPOCH);

    private final List<String> requests = new ArrayList<>();
    private ReplicaClient client;

    @BeforeEach
    void openClient(@TempDir Path directory) {
        ReplicaClient files = ReplicaClients.create(
                ReplicaOptions.of(new ReplicaUrl(directory.resolve("replica").toUri())));
        client = new MeteredReplicaClient(
                files, (operation, outcome, bytes) -> requests.add(operation + " " + outcome + " " + bytes));
    }

    @Test
    void reportsEachKindOfRequest() throws IOException {
        create();
        client.list(0, TxId.NONE);
        try (InputStream in = client.open(FILE, 1, -1)) {
            in.readAllBytes();
        }
        client.delete(List.of(FILE));
        assertThat(requests).containsExactly("put success 5", "list success 0", "get success 4", "delete success 0");
    }

    @Test
    void reportsAFailedWriteAsError() throws IOException {
        create();
        assertThatIOException().isThrownBy(this::create);
        assertThat(requests).containsExactly("put success 5", "put error 0");
    }

    @Test
    void reportsAReadOfAMissingFileAsError() {
        assertThatIOException().isThrownBy(() -> client.open(FILE, 0, -1));
        assertThat(requests).containsExactly("get error 0");
    }

    private void create() throws IOException {
        client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[5]));
    }
}
