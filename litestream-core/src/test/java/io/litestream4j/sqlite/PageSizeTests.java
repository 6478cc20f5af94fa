package io.litestream4j.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSizeTests {

    @ParameterizedTest
    @CsvSource({"512, 2097153", "1024, 1048577", "4096, 262145", "65536, 16385"})
    void lockPageIsTheOneAtOneGibibyte(int bytes, int lockPage) {
        assertThat(new PageSize(bytes).lockPage()).isEqualTo(lockPage);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -512, 0, 1, 256, 513, 4097, 131072})
    void otherSizesAreRefused(int bytes) {
        assertThat(PageSize.isValid(bytes)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageSize(bytes))
                .withMessageContaining("" + bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096, 8192, 16384, 32768, 65536})
    void headerFieldReadsBackAsTheSameSize(int bytes) {
        PageSize size = new PageSize(bytes);
        assertThat(PageSize.ofHeaderField(size.headerField())).isEqualTo(size);
    }

    @Test
    void largestSizeIsOneInTheHeader() {
        assertThat(new PageSize(65536).headerField()).isEqualTo((short) 1);
        assertThatIllegalArgumentException().isThrownBy(() -> PageSize.ofHeaderField((short) 0));
    }

    @Test
    void offsetOfPagesBehindTwoGibibytesIsRight() {
        assertThat(new PageSize(512).offsetOf(1)).isZero();
        assertThat(new PageSize(65536).offsetOf(65537)).isEqualTo(1L << 32);
    }
}
