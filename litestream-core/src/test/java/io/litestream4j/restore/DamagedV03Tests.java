package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.RestoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged backups of Litestream 0.3: no older state than the one asked for is ever restored without a word. */
class DamagedV03Tests {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"v03-missing-index", "v03-missing-segment", "v03-missing-snapshot"})
    void missingFilesAreAGap(String name) {
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> restore(name))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.GAP));
        assertThat(directory.resolve("app")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v03-bitflip-snapshot", "v03-truncated-segment"})
    void damagedFilesAreFound(String name) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> restore(name))
                .withMessageContaining(".lz4");
        assertThat(directory.resolve("app")).isEmptyDirectory();
    }

    @Test
    void planNamesTheFilesOfTheGeneration() throws IOException {
        try (ReplicaClient client =
                ReplicaFixture.copy("v03-generations", directory).client()) {
            RestorePlan plan = Restores.restore(client, () -> Restores.NOW, duration -> {})
                    .plan(LATEST, Restores.request(directory, LATEST).settings());
            assertThat(plan.txId().isNone()).isTrue();
            assertThat(plan.describe())
                    .startsWith("Litestream 0.3, state of ")
                    .contains("generations/5df8d0fff0f11ba9/snapshots/00000001.snapshot.lz4");
        }
    }

    private void restore(String name) throws IOException {
        Path database = Files.createDirectory(directory.resolve("app")).resolve("app.db");
        try (ReplicaClient client =
                ReplicaFixture.copy("corrupt/" + name, directory).client()) {
            Restores.run(client, database, LATEST);
        }
    }
}
