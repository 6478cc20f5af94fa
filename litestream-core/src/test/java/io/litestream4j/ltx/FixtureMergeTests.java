package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merging what the real Litestream has merged gives what it has written. */
class FixtureMergeTests {

    private static final int SNAPSHOT_LEVEL = 9;

    record Merge(String fixture, List<LtxFixture.File> inputs, LtxFixture.File output) {

        @Override
        public String toString() {
            return fixture + ": level " + inputs.get(0).level() + " to " + output.path();
        }
    }

    static Stream<Merge> merges() {
        return LtxFixture.sound().flatMap(fixture -> {
            List<LtxFixture.File> files = fixture.files();
            return files.stream().flatMap(output -> IntStream.range(0, output.level())
                    .mapToObj(level -> new Merge(fixture.name(), within(output, level, files), output))
                    .filter(merge -> covers(merge.inputs(), output)));
        });
    }

    private static List<LtxFixture.File> within(LtxFixture.File output, int level, List<LtxFixture.File> files) {
        LtxFileName range = output.ltxName().orElseThrow();
        return files.stream()
                .filter(file -> file.level() == level)
                .filter(file -> !range.min().isAfter(name(file).min())
                        && !name(file).max().isAfter(range.max()))
                .sorted(Comparator.comparing(FixtureMergeTests::name))
                .toList();
    }

    private static boolean covers(List<LtxFixture.File> inputs, LtxFixture.File output) {
        TxId next = name(output).min();
        for (LtxFixture.File input : inputs) {
            if (!name(input).min().equals(next)) {
                return false;
            }
            next = name(input).max().next();
        }
        return !inputs.isEmpty() && next.equals(name(output).max().next());
    }

    private static LtxFileName name(LtxFixture.File file) {
        return file.ltxName().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("merges")
    void mergedHeaderIsThatOfTheHigherLevel(Merge merge) throws IOException {
        try (LtxMerger merger = open(merge);
                LtxReader expected = merge.output().open()) {
            LtxHeader header = merger.header();
            assertThat(header.commit()).isEqualTo(expected.header().commit());
            assertThat(header.minTxId()).isEqualTo(expected.header().minTxId());
            assertThat(header.maxTxId()).isEqualTo(expected.header().maxTxId());
            assertThat(header.tracksChecksums()).isFalse();
            if (merge.output().level() != SNAPSHOT_LEVEL) {
                assertThat(header.timestampMillis()).isEqualTo(expected.header().timestampMillis());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("merges")
    void mergedPagesAreThoseOfTheHigherLevel(Merge merge) throws IOException {
        PagesDigest digest = new PagesDigest();
        try (LtxMerger merger = open(merge)) {
            while (merger.nextPage()) {
                digest.add(merger.pageNumber(), merger.page());
            }
            merger.finish();
        }
        assertThat(digest.hex()).isEqualTo(merge.output().text("pagesSha256"));
    }

    private static LtxMerger open(Merge merge) throws IOException {
        List<LtxReader> readers = new ArrayList<>();
        for (LtxFixture.File input : merge.inputs()) {
            readers.add(input.open());
        }
        return new LtxMerger(readers);
    }
}
