package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.OtherProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Merges of files that are each larger than the heap. */
class LargeMergeTests {

    @TempDir
    private Path directory;

    @Test
    void filesLargerThanTheHeapAreMerged() throws Exception {
        assertMerged(48, 64);
    }

    @Test
    @EnabledIfSystemProperty(named = "litestream.slow", matches = "true", disabledReason = "writes two gigabytes")
    void filesFiveTimesAsLargeAsTheHeapAreMerged() throws Exception {
        assertMerged(64, 320);
    }

    private void assertMerged(int heapMegabytes, int megabytes) throws Exception {
        Process process = OtherProcess.start(
                LargeMergeProcess.class,
                List.of(directory.toString(), String.valueOf(megabytes)),
                "-Xmx" + heapMegabytes + "m");
        assertThat(process.waitFor()).isZero();
        try (EngineKit kit = new EngineKit(directory)) {
            LtxFileName merged = new LtxFileName(new TxId(2), new TxId(3));
            assertThat(EngineKit.names(kit.level(1))).containsExactly(merged);
            assertThat(Files.size(kit.level(1).resolve(merged.toString()))).isGreaterThan((long) megabytes << 20);
            assertThat(kit.damaged()).isEmpty();
            assertThat(kit.restored()).isEqualTo(kit.content());
        }
    }
}
