package io.litestream4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTests {

    @Test
    void boundItselfIsEnough() {
        assertThat(Goal.atLeast("rate", 1.1, 1.1).reached()).isTrue();
        assertThat(Goal.atMost("lag", 0.3, 0.3).reached()).isTrue();
    }

    @Test
    void wrongSideOfTheBoundIsNot() {
        assertThat(Goal.atLeast("rate", 1.09, 1.1)).hasToString(line("FAIL  rate", "1.090  (≥ 1.1)"));
        assertThat(Goal.atMost("lag", 0.31, 0.3).reached()).isFalse();
    }

    @Test
    void noFigureIsNoSuccess() {
        assertThat(Goal.atMost("lag", Double.NaN, 0.3).reached()).isFalse();
        assertThat(Goal.atMost("lag", Double.NaN, 0.3).toString()).startsWith("n/a ");
    }

    @Test
    void boundIsPrintedAsShortAsTheFigure() {
        assertThat(Goal.atMost("CPU", 0.1, 1 / 6.0)).hasToString(line("pass  CPU", "0.100  (≤ 0.167)"));
    }

    private static String line(String start, String end) {
        return String.format("%-68s      %s", start, end);
    }
}
