package io.litestream4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTests {

    @Test
    void quantilesAreValuesThatOccurred() {
        List<Double> values = IntStream.range(0, 1000).mapToObj(Double::valueOf).toList();
        assertThat(Quantiles.of(values)).isEqualTo(new Quantiles(500, 990, 999, 999));
    }

    @Test
    void nothingHasNoQuantiles() {
        assertThat(Quantiles.of(List.of()).p50()).isNaN();
        assertThat(Quantiles.median()).isNaN();
    }

    @Test
    void medianOfTwoIsTheirMean() {
        assertThat(Quantiles.median(3, 1)).isEqualTo(2);
    }
}
