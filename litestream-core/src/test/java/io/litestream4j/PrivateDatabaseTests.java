package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.restore.RestoreTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must not read a database must not read its content anywhere else. */
@DisabledOnOs(OS.WINDOWS)
class PrivateDatabaseTests {

    private static final UpkeepOptions SOON = new UpkeepOptions(
            List.of(Duration.ofMillis(200), Duration.ofHours(1)),
            Duration.ofHours(24),
            null,
            Duration.ofHours(24),
            Duration.ZERO,
            true,
            0,
            0,
            0,
            1 << 20);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----"})
    void whatHoldsItsContentIsAsPrivateAsTheDatabase(String mode) throws Exception {
        try (EngineKit kit = new EngineKit(directory)) {
            kit.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
            Files.setPosixFilePermissions(kit.database().path(), PosixFilePermissions.fromString(mode));
            LitestreamDatabase database = kit.start(options -> options.upkeep(SOON));
            await().until(() -> {
                kit.execute("INSERT INTO t(v) VALUES ('private')");
                database.sync(EngineKit.PATIENCE);
                return !EngineKit.names(kit.level(1)).isEmpty()
                        && !EngineKit.names(kit.meta().resolve("levels/1")).isEmpty();
            });
            database.snapshot(EngineKit.PATIENCE);
            Path copy = directory.resolve("copy.db");
            database.restoreTo(copy, new RestoreTarget.Latest());

            assertThat(mode(copy)).isEqualTo(mode);
            for (int level : List.of(0, 1, 9)) {
                assertThat(modes(kit.level(level))).isNotEmpty().containsOnly(mode);
            }
            assertThat(modes(kit.meta())).isNotEmpty().containsOnly(mode);
        }
    }

    private static List<String> modes(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.toString().endsWith(".ltx"))
                    .map(PrivateDatabaseTests::mode)
                    .toList();
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
