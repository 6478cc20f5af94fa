package io.litestream4j.restore.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingPolicyTests {

    @ParameterizedTest
    @CsvSource({
        "0, 1000, false, NOTHING",
        "0, 1000, true, NOTHING",
        "1, 1000, false, RANGES",
        "749, 1000, false, RANGES",
        "750, 1000, false, WHOLE",
        "1000, 1000, false, WHOLE",
        "1, 1000, true, WHOLE"
    })
    void readsWhatIsWantedOrMoreIfThatCostsLittle(long wanted, long all, boolean verifyAll, Reading expected) {
        assertThat(ReadingPolicy.choose(wanted, all, verifyAll)).isEqualTo(expected);
    }
}
