package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.OtherProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Capture, "huge single transaction (larger than chunk bound and than heap)"; I11. */
class LargeTransactionTests {

    @TempDir
    private Path directory;

    @Test
    void transactionLargerThanTheHeapIsReplicated() throws Exception {
        assertReplicated(48, 80);
    }

    @Test
    @EnabledIfSystemProperty(named = "litestream.slow", matches = "true", disabledReason = "writes a gigabyte")
    void transactionFiveTimesAsLargeAsTheHeapIsReplicated() throws Exception {
        assertReplicated(64, 300);
    }

    private void assertReplicated(int heapMegabytes, int megabytes) throws Exception {
        Process process = OtherProcess.start(
                LargeTransactionProcess.class,
                List.of(directory.toString(), String.valueOf(megabytes)),
                "-Xmx" + heapMegabytes + "m");
        assertThat(process.waitFor()).isZero();
        try (EngineKit kit = new EngineKit(directory)) {
            assertThat(kit.restored()).isEqualTo(kit.content());
            assertThat(kit.database().value("SELECT count(*) || ' ' || sum(length(x)) FROM t"))
                    .isEqualTo(megabytes + " " + ((long) megabytes << 20));
        }
    }
}
