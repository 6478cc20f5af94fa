package io.litestream4j.restore.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageSetTests {

    @Test
    void agreesWithASetOfNumbers() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        PageSet pages = new PageSet();
        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            int pageNumber = 1 + random.nextInt(100_000);
            assertThat(pages.add(pageNumber)).as("seed %s", seed).isEqualTo(expected.add(pageNumber));
        }
        assertThat(pages.size()).isEqualTo(expected.size());
    }

    @Test
    void takesTheHighestPageNumber() {
        PageSet pages = new PageSet();
        assertThat(pages.add(Integer.MAX_VALUE)).isTrue();
        assertThat(pages.add(Integer.MAX_VALUE)).isFalse();
    }
}
