package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of more than 1 GiB, in which there is a page that no LTX file has. */
@EnabledIfSystemProperty(named = "litestream.slow", matches = "true", disabledReason = "writes some gigabytes")
class LockPageRestoreTests {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "0000000000000001",
                "0000000000000002",
                "0000000000000003",
                "0000000000000004",
                "0000000000000005"
            })
    void everyRestorePointGivesTheSameBytes(String point) throws IOException {
        ReplicaFixture fixture = ReplicaFixture.copy("ps65536-lockpage", directory);
        Path database = directory.resolve("app.db");
        try (ReplicaClient client = fixture.client()) {
            Restores.run(client, database, target(point));
        }
        assertThat(Sha256.of(database)).isEqualTo(fixture.sha256(point));
        Files.delete(database);
    }

    private static RestoreTarget target(String point) {
        return point.equals("latest") ? new RestoreTarget.Latest() : new RestoreTarget.AtTxId(TxId.parse(point));
    }
}
