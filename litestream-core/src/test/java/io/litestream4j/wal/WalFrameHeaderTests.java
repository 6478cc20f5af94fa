package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WalFrameHeaderTests {

    private static final byte[] COMMIT = Hex.bytes(
            "00000002", // page number
            "0000000c", // commit
            "2f46a119", // salt-1
            "88039740", // salt-2
            "2f7c740a", // checksum-1
            "5f19a7bf"); // checksum-2

    @Test
    void loadReadsEachField() {
        assertThat(WalFrameHeader.load(ByteBuffer.wrap(COMMIT)))
                .isEqualTo(new WalFrameHeader(2, 12, new WalSalts(0x2f46a119, 0x88039740), 0x2f7c740a, 0x5f19a7bf));
    }

    @Test
    void frameWithADatabaseSizeCommits() {
        assertThat(WalFrameHeader.load(ByteBuffer.wrap(COMMIT)).isCommit()).isTrue();
        assertThat(new WalFrameHeader(2, 0, new WalSalts(1, 2), 3, 4).isCommit())
                .isFalse();
    }
}
