package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PageMapTests {

    private final PageMap map = new PageMap();

    @Test
    void newestFrameWins() {
        map.put(7, 1);
        map.put(7, 5_000_000_000L);
        assertThat(map.get(7)).isEqualTo(5_000_000_000L);
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void unknownPageIsAbsent() {
        map.put(7, 1);
        assertThat(map.get(8)).isEqualTo(PageMap.ABSENT);
        assertThat(map.get(0)).isEqualTo(PageMap.ABSENT);
    }

    @Test
    void pageZeroIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> map.put(0, 1));
    }

    @Test
    void pageNumbersAreUnsigned() {
        map.put(0xfffffffe, 1);
        map.put(3, 2);
        assertThat(map.sortedPageNumbers()).containsExactly(3, 0xfffffffe);
    }

    @Test
    void removeAboveKeepsTheLastPage() {
        map.put(0xfffffffe, 1);
        map.put(5, 2);
        map.put(6, 3);
        map.removeAbove(5);
        assertThat(map.sortedPageNumbers()).containsExactly(5);
        assertThat(map.get(5)).isEqualTo(2);
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void putAllTakesTheNewerFrames() {
        map.put(1, 1);
        map.put(2, 2);
        PageMap newer = new PageMap();
        newer.put(2, 3);
        newer.put(3, 4);
        map.putAll(newer);
        assertThat(map.sortedPageNumbers()).containsExactly(1, 2, 3);
        assertThat(map.get(2)).isEqualTo(3);
    }

    @Test
    void clearedMapIsEmptyWhateverItsSizeWas() {
        for (int pages : new int[] {10, 100_000}) {
            for (int page = 1; page <= pages; page++) {
                map.put(page, page);
            }
            map.clear();
            assertThat(map.isEmpty()).isTrue();
            assertThat(map.sortedPageNumbers()).isEmpty();
            assertThat(map.get(1)).isEqualTo(PageMap.ABSENT);
        }
    }

    @Test
    void behavesLikeASortedMapEachTimeItIsUsed() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int pages : new int[] {20_000, 50, 200_000, 1_000}) {
            Map<Integer, Long> model = fill(random, pages);
            map.removeAbove(pages / 2);
            model.keySet().removeIf(page -> page > pages / 2);
            assertThat(map.sortedPageNumbers())
                    .as("seed %d", seed)
                    .containsExactly(
                            model.keySet().stream().mapToInt(Integer::intValue).toArray());
            model.forEach((page, frame) ->
                    assertThat(map.get(page)).as("seed %d", seed).isEqualTo(frame));
            map.clear();
        }
    }

    private Map<Integer, Long> fill(Random random, int pages) {
        Map<Integer, Long> model = new TreeMap<>();
        for (long frame = 0; frame < 2L * pages; frame++) {
            int page = 1 + random.nextInt(pages);
            map.put(page, frame);
            model.put(page, frame);
        }
        return model;
    }
}
