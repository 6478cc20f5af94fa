package io.litestream4j.restore.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxPageIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FrameRangesTests {

    private static final int PAGE_SIZE = 65_536;
    private static final int PAGES = 200;

    private final LtxPageIndex index;

    FrameRangesTests() throws IOException {
        index = LtxSample.index(
                PAGE_SIZE, PAGES, IntStream.rangeClosed(1, PAGES).toArray());
    }

    @Test
    void wantedPagesSideBySideAreOneRange() {
        List<FrameRange> ranges = ranges(wanted(3, 4, 5), false);
        assertThat(ranges).hasSize(1);
        assertThat(ranges.get(0).frames()).isEqualTo(3);
        assertThat(ranges.get(0).offset()).isEqualTo(index.offset(3));
        assertThat(ranges.get(0).length()).isEqualTo(index.offset(6) - index.offset(3));
    }

    @Test
    void largeGapDividesRanges() {
        assertThat(ranges(wanted(3, 5), false)).extracting(FrameRange::frames).containsExactly(1, 1);
    }

    @Test
    void smallGapIsReadAndLeftOut() throws IOException {
        LtxPageIndex small =
                LtxSample.index(512, 50, IntStream.rangeClosed(1, 50).toArray());
        FrameRange range = new FrameRanges(small, wanted(3, 40), false).next();
        assertThat(range.frames()).isEqualTo(2);
        assertThat(range.pageNumber(1)).isEqualTo(41);
        assertThat(range.length()).isEqualTo(small.offset(41) - small.offset(3));
    }

    @Test
    void allFramesAreReadAndTheUnwantedMarked() {
        List<FrameRange> ranges = ranges(wanted(3), true);
        assertThat(ranges.stream().mapToInt(FrameRange::frames).sum()).isEqualTo(PAGES);
        assertThat(ranges.get(0).isWanted(3)).isTrue();
        assertThat(ranges.get(0).isWanted(4)).isFalse();
    }

    @RepeatedTest(10)
    void everyWantedFrameIsInOneRangeThatIsNotTooLarge() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        BitSet wanted = new BitSet();
        IntStream.range(0, PAGES).filter(entry -> random.nextInt(4) > 0).forEach(wanted::set);
        List<Integer> found = new ArrayList<>();
        for (FrameRange range : ranges(wanted, false)) {
            assertThat(range.length()).as("seed %s", seed).isLessThanOrEqualTo(FrameRanges.MAX_LENGTH);
            for (int frame = 0; frame < range.frames(); frame++) {
                int entry = range.pageNumber(frame) - 1;
                assertThat(range.offset(frame)).isEqualTo(index.offset(entry));
                assertThat(range.isWanted(frame)).isTrue();
                found.add(entry);
            }
        }
        assertThat(found).as("seed %s", seed).isEqualTo(wanted.stream().boxed().toList());
    }

    private List<FrameRange> ranges(BitSet wanted, boolean all) {
        List<FrameRange> ranges = new ArrayList<>();
        new FrameRanges(index, wanted, all).forEachRemaining(ranges::add);
        return ranges;
    }

    private static BitSet wanted(int... entries) {
        BitSet wanted = new BitSet();
        for (int entry : entries) {
            wanted.set(entry);
        }
        return wanted;
    }
}
