package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class WalChecksumTests {

    private static final byte[] BYTES = Hex.bytes("00000001 00000002", "ffffffff 00000003");

    @Test
    void bigEndianWords() {
        WalChecksum checksum = new WalChecksum(ByteOrder.BIG_ENDIAN);
        checksum.update(BYTES, 0, 8);
        assertThat(checksum.matches(1, 3)).isTrue();
    }

    @Test
    void littleEndianWords() {
        WalChecksum checksum = new WalChecksum(ByteOrder.LITTLE_ENDIAN);
        checksum.update(BYTES, 0, 8);
        assertThat(checksum.matches(0x01000000, 0x03000000)).isTrue();
    }

    @Test
    void goesOnFromTheBytesBefore() {
        WalChecksum checksum = new WalChecksum(ByteOrder.BIG_ENDIAN);
        checksum.reset(1, 3);
        checksum.update(BYTES, 8, 8);
        assertThat(checksum.matches(3, 9)).isTrue();
    }

    @Test
    void bothHalvesHaveToMatch() {
        WalChecksum checksum = new WalChecksum(ByteOrder.BIG_ENDIAN);
        checksum.reset(1, 3);
        assertThat(checksum.matches(1, 4)).isFalse();
        assertThat(checksum.matches(2, 3)).isFalse();
    }
}
