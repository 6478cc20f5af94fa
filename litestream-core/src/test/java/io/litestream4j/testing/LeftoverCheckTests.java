package io.litestream4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LeftoverCheckTests {

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesAFileThatIsOpenAlsoWhenItHasNoNameAnyMore() throws IOException {
        Path file = Files.writeString(directory.resolve("app.db-wal"), "x");
        try (InputStream open = Files.newInputStream(file)) {
            assertThat(LeftoverCheck.leftovers())
                    .containsExactly(file.toRealPath().toString());
            Files.delete(file);
            assertThat(LeftoverCheck.leftovers()).singleElement().asString().startsWith(file.toString());
            assertThat(open).isNotEmpty();
        }
        assertThat(LeftoverCheck.leftovers()).isEmpty();
    }

    @Test
    void leavesAloneWhatAServerInThisJvmHasOpen() throws IOException {
        Path served = Files.createDirectory(directory.resolve("served"));
        LeftoverCheck.isServed(served);
        Path file = Files.writeString(served.resolve("a.tmp"), "x");
        try (InputStream open = Files.newInputStream(file)) {
            assertThat(LeftoverCheck.leftovers()).isEmpty();
            assertThat(open).isNotEmpty();
        }
    }

    @Test
    void seesAThreadOfTheEngine() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "litestream-capture-app.db");
        thread.start();
        assertThat(LeftoverCheck.leftovers()).containsExactly("litestream-capture-app.db");
        end.countDown();
        thread.join();
        assertThat(LeftoverCheck.leftovers()).isEmpty();
    }
}
