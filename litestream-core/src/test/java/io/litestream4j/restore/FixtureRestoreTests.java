package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every state that the real Litestream could restore from its own replicas, and every one that it could not. */
class FixtureRestoreTests {

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> everyRestorePointGivesTheSameBytesOrFails() {
        return Stream.of(
                        "ps4096-levels",
                        "ps512-shrink",
                        "ps65536-small",
                        "restart-gap",
                        "meta-lost",
                        "wal-restarts",
                        "retention",
                        "legacy-lz4frame",
                        "v03-generations",
                        "v03-then-v05")
                .flatMap(this::restorePoints);
    }

    private Stream<DynamicTest> restorePoints(String name) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode point : ReplicaFixture.manifest(name).get("restorePoints")) {
            RestoreTarget target = ReplicaFixture.target(point);
            tests.add(DynamicTest.dynamicTest(name + " " + target, () -> check(name, point, target)));
        }
        return tests.stream();
    }

    private void check(String name, JsonNode point, RestoreTarget target) throws IOException {
        Path home = Files.createTempDirectory(directory, name);
        Path database = home.resolve("app/app.db");
        ReplicaFixture fixture = ReplicaFixture.copy(name, home);
        try (ReplicaClient client = fixture.client()) {
            if (point.get("ok").asBoolean()) {
                Restores.run(client, database, target);
                assertThat(Sha256.of(database)).isEqualTo(point.get("sha256").asString());
                assertThat(Restores.names(home.resolve("app"))).isSubsetOf("app.db", "meta");
            } else if (isBehindAllFiles(fixture, target)) {
                // Litestream refuses; here it is the newest state, with its time in the result.
                Restores.run(client, database, target);
                assertThat(Sha256.of(database)).isEqualTo(fixture.sha256("latest"));
            } else {
                assertThatExceptionOfType(RestoreException.class)
                        .isThrownBy(() -> Restores.run(client, database, target));
                assertThat(home.resolve("app")).doesNotExist();
            }
        }
    }

    private static boolean isBehindAllFiles(ReplicaFixture fixture, RestoreTarget target) {
        return target instanceof RestoreTarget.AtTime at
                && isBehindAll(fixture.manifest().path("files"), at.time())
                && isBehindAll(fixture.manifest().path("v3files"), at.time());
    }

    private static boolean isBehindAll(JsonNode files, Instant time) {
        return files.valueStream()
                .allMatch(file ->
                        time.isAfter(Instant.ofEpochMilli(file.get("mtimeMs").asLong())));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void everyStateOfAReplicaWithDatabaseChecksumsIsRestored(int index) throws IOException {
        ReplicaFixture fixture = ReplicaFixture.copy("checksums-on", directory);
        JsonNode state = fixture.manifest().get("expectedStates").get(index);
        TxId txId = TxId.parse(state.get("txid").asString());
        Path database = directory.resolve("app.db");
        try (ReplicaClient client = fixture.client()) {
            RestoreResult result = Restores.run(client, database, new RestoreTarget.AtTxId(txId))
                    .orElseThrow();
            assertThat(result.txId()).isEqualTo(txId);
        }
        assertThat(Sha256.of(database)).isEqualTo(state.get("sha256").asString());
    }
}
