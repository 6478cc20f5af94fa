package io.litestream4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.mark.MarkStore;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.ReplicaFixture;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkCheckTests {

    private static final Instant TIME = Instant.parse("2026-11-27T22:00:00Z");

    @TempDir
    private Path directory;

    private ReplicaClient client;
    private ReplicaFile newest;

    @BeforeEach
    void markNewestState() throws IOException {
        client = ReplicaFixture.copy("wal-restarts", directory).client();
        newest = client.list(0, TxId.NONE).stream()
                .max(Comparator.comparing(ReplicaFile::name))
                .orElseThrow();
        mark("newest", newest.name().max());
    }

    @AfterEach
    void closeClient() throws IOException {
        client.close();
    }

    private void mark(String name, TxId txId) throws IOException {
        new MarkStore(client.sideObjects()).create(new Mark(name, txId, TIME, "test"));
    }

    private VerificationReport verify() throws IOException {
        return Verifications.run(client, VerifyMode.QUICK);
    }

    @Test
    void markOfAStateThatIsThereIsSound() throws IOException {
        assertThat(verify().damage()).isEmpty();
    }

    @Test
    void markWhoseStateIsGoneIsDamage() throws IOException {
        client.delete(List.of(newest));
        assertThat(verify().damage()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.MARK);
            assertThat(finding.resource()).isEqualTo("mark newest");
            assertThat(finding.message()).contains("TXID " + newest.name().max());
        });
    }

    @Test
    void damagedMarkIsNamedAndTheOthersAreLookedAt() throws IOException {
        client.sideObjects().create("marks/torn.json", "{\"name\":".getBytes(StandardCharsets.UTF_8));
        mark("never", newest.name().max().next());
        assertThat(verify().damage()).extracting(Finding::resource).containsExactly("mark never", "marks/torn.json");
    }
}
