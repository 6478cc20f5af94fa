package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredFileTests {

    @TempDir
    private Path directory;

    @Test
    void interruptThatComesTooLateIsKeptForLater() throws IOException {
        Path database = directory.resolve("app.db");
        try (RestoredFile file = RestoredFile.create(database)) {
            Thread.currentThread().interrupt();
            file.publish();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Restores.names(directory)).containsExactly("app.db");
    }
}
