package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a jar that was made of two hundred, each store's library still finds what is its own. */
class CliStoresJarTests {

    private static final String FIXTURE = "ps4096-levels";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void jarRestoresFromEachStore(TestStore.Kind kind) throws IOException, InterruptedException {
        try (TestStore store = kind.start(Files.createDirectory(directory.resolve("store")))) {
            Fixtures.copy(FIXTURE, store.options());
            List<String> command = CliRun.java("-jar", CliJarTests.JAR, "restore", "-o", "app.db", store.url());
            CliRun run = CliRun.ofProcess(directory, environment(store.settings()), command);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Fixtures.sha256(directory.resolve("app.db"))).isEqualTo(Fixtures.newest(FIXTURE));
        }
    }

    private static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new LinkedHashMap<>();
        settings.forEach((key, value) ->
                environment.put("LITESTREAM_REPLICA_" + key.replace("-", "").toUpperCase(Locale.ROOT), value));
        return environment;
    }
}
