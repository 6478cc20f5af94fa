package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link DatabasePath}. */
class DatabasePathTests {

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void link() throws IOException {
        directory = temporary.toRealPath();
        Files.createDirectories(directory.resolve("releases/5"));
        Files.createSymbolicLink(directory.resolve("current"), directory.resolve("releases/5"));
    }

    @Test
    void parentOfALinkIsThatOfItsTarget() {
        assertThat(DatabasePath.absolute(directory.resolve("current/../data/./app.db")))
                .isEqualTo(directory.resolve("releases/data/app.db"));
    }

    @Test
    void linksStay() {
        assertThat(DatabasePath.absolute(directory.resolve("current/app.db")))
                .isEqualTo(directory.resolve("current/app.db"));
    }

    @Test
    void parentOfWhatDoesNotExistIsTakenFromThePath() {
        assertThat(DatabasePath.absolute(directory.resolve("nowhere/../current/nowhere/../app.db")))
                .isEqualTo(directory.resolve("current/app.db"));
    }

    @Test
    void relativePathsAreOfTheWorkingDirectory() {
        assertThat(DatabasePath.absolute(Path.of("app.db")))
                .isEqualTo(Path.of("app.db").toAbsolutePath());
    }

    @Test
    void nothingIsAboveTheRoot() {
        Path root = directory.getRoot();
        assertThat(DatabasePath.absolute(root.resolve("../../app.db"))).isEqualTo(root.resolve("app.db"));
    }
}
