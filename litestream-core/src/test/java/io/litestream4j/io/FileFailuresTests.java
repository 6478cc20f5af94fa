package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailuresTests {

    @TempDir
    private Path directory;

    @Test
    void fileThatIsMissingIsSaidToBe() {
        Path absent = directory.resolve("absent");
        IOException failure = catchThrowableOfType(IOException.class, () -> Files.size(absent));
        assertThat(FileFailures.describe(failure)).isEqualTo(absent + ": no such file or directory");
    }

    @Test
    void fileThatIsInTheWayIsSaidToBe() {
        IOException failure = catchThrowableOfType(IOException.class, () -> Files.createDirectory(directory));
        assertThat(FileFailures.describe(failure)).isEqualTo(directory + ": exists already");
    }

    @Test
    void fileThatMustNotBeUsedIsSaidTo() {
        assertThat(FileFailures.describe(new AccessDeniedException("/x"))).isEqualTo("/x: permission denied");
    }

    @Test
    void reasonOfTheSystemIsKept() {
        FileSystemException full = new FileSystemException("/x", null, "No space left on device");
        assertThat(FileFailures.describe(full)).isEqualTo("/x: No space left on device");
    }

    @Test
    void failureWithoutAMessageHasAName() {
        assertThat(FileFailures.describe(new EOFException())).isEqualTo("java.io.EOFException");
    }
}
