package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalSaltsTests {

    private static final WalSalts BEFORE = new WalSalts(41, 7);

    @Test
    void oneRestartRaisesTheFirstSaltByOne() {
        assertThat(new WalSalts(42, 99).isRestartOf(BEFORE)).isTrue();
    }

    @Test
    void sameSaltsAreNoRestart() {
        assertThat(BEFORE.isRestartOf(BEFORE)).isFalse();
    }

    @Test
    void twoRestartsAreNotOne() {
        assertThat(new WalSalts(43, 99).isRestartOf(BEFORE)).isFalse();
    }

    @Test
    void firstSaltWrapsAround() {
        assertThat(new WalSalts(Integer.MIN_VALUE, 1).isRestartOf(new WalSalts(Integer.MAX_VALUE, 2)))
                .isTrue();
        assertThat(new WalSalts(0, 1).isRestartOf(new WalSalts(0xffffffff, 2))).isTrue();
    }

    @Test
    void textIsHex() {
        assertThat(new WalSalts(0x2f, 0x88039740)).hasToString("0000002f-88039740");
    }
}
