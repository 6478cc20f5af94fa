package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.wal.PageMap;
import org.junit.jupiter.api.Test;

class FrameCollectorTests {

    private final FrameCollector collector = new FrameCollector();

    @Test
    void newestFrameOfAPageWins() {
        collector.start(Long.MAX_VALUE);
        collector.frame(0, 1, 0);
        collector.frame(1, 2, 2);
        collector.frame(2, 1, 2);
        assertThat(collector.pages().get(1)).isEqualTo(2);
        assertThat(collector.pages().get(2)).isEqualTo(1);
        assertThat(collector.end()).isEqualTo(3);
        assertThat(collector.commit()).isEqualTo(2);
    }

    @Test
    void boundIsTheFirstCommitAtOrAboveIt() {
        collector.start(2);
        collector.frame(0, 1, 1);
        assertThat(collector.isFull()).isFalse();
        collector.frame(1, 2, 0);
        collector.frame(2, 3, 3);
        assertThat(collector.isFull()).isTrue();
        collector.frame(3, 4, 4);
        assertThat(collector.end()).isEqualTo(3);
        assertThat(collector.commit()).isEqualTo(3);
        assertThat(collector.pages().get(4)).isEqualTo(PageMap.ABSENT);
    }

    @Test
    void transactionLargerThanTheBoundIsTakenWhole() {
        collector.start(1);
        for (int frame = 0; frame < 100; frame++) {
            collector.frame(frame, frame + 1, frame == 99 ? 100 : 0);
        }
        assertThat(collector.end()).isEqualTo(100);
        assertThat(collector.pages().size()).isEqualTo(100);
    }

    @Test
    void startForgets() {
        collector.start(Long.MAX_VALUE);
        collector.frame(0, 1, 1);
        collector.start(Long.MAX_VALUE);
        assertThat(collector.pages().isEmpty()).isTrue();
        assertThat(collector.end()).isZero();
        assertThat(collector.commit()).isZero();
    }
}
