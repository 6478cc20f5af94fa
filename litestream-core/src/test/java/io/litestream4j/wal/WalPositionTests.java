package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WalPositionTests {

    @Test
    void offsetInsideTheHeaderIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WalPosition(new WalSalts(1, 2), 31));
    }
}
