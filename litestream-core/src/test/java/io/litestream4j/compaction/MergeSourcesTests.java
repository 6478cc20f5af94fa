package io.litestream4j.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.MergedFile;
import io.litestream4j.replica.ReplicaFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeSourcesTests {

    private static final RetentionRules RULES =
            new RetentionRules(true, Duration.ofHours(24), Duration.ofMinutes(5), 0, 0, 0);

    /** Enough for a buffer for each of twenty files. */
    private static final long ROOMY = 400_000;

    private static List<ReplicaFile> captures(SimulatedReplica replica, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            replica.change();
        }
        return replica.contents().level(0).stream()
                .filter(file -> !Contents.isComplete(file))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2_000, 4_000, 8_000, 40_000, 100_000, 400_000, 2_000_000})
    void heapDecidesOnlyHowManyAreMerged(long heap) throws Exception {
        SimulatedReplica replica = new SimulatedReplica(new Random(11), RULES, new NoLocalFiles());
        List<ReplicaFile> files = captures(replica, 20);
        MergeSources.Opened opened =
                new MergeSources(replica.store, (level, name, offset, length) -> Optional.empty(), heap).open(files);
        assertThat(opened.files()).isBetween(1, files.size());
        if (heap >= ROOMY) {
            assertThat(opened.files()).isEqualTo(files.size());
        }
        List<LtxReader> plain = new ArrayList<>();
        for (ReplicaFile file : files.subList(0, opened.files())) {
            byte[] bytes = replica.store.open(file, 0, -1).readAllBytes();
            plain.add(new LtxReader(new ByteArrayInputStream(bytes), file.display()));
        }
        assertThat(MergedFile.of(opened.inputs(), LtxPageFormat.BLOCK))
                .isEqualTo(MergedFile.of(plain, LtxPageFormat.BLOCK));
    }
}
