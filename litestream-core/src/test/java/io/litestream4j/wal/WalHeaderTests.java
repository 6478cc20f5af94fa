package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.ByteArrayDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.io.DataBlock;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WalHeaderTests {

    private static final byte[] LITTLE_ENDIAN = Hex.bytes(
            "377f0682", // magic
            "002de218", // version
            "00001000", // page size
            "00000000", // checkpoint sequence
            "2f46a119", // salt-1
            "88039740", // salt-2
            "ee884942", // checksum-1
            "e707246f"); // checksum-2

    private static final byte[] BIG_ENDIAN = Hex.bytes(
            "377f0683", // magic
            "002de218", // version
            "00000400", // page size
            "00000000", // checkpoint sequence
            "aa310d09", // salt-1
            "46013760", // salt-2
            "c035dbe0", // checksum-1
            "ad0feef9"); // checksum-2

    @Test
    void loadReadsEachField() throws IOException {
        assertThat(load(LITTLE_ENDIAN))
                .isEqualTo(new WalHeader(
                        ByteOrder.LITTLE_ENDIAN,
                        4096,
                        0,
                        new WalSalts(0x2f46a119, 0x88039740),
                        0xee884942,
                        0xe707246f));
    }

    @Test
    void loadReadsBigEndianChecksums() throws IOException {
        assertThat(load(BIG_ENDIAN).checksumOrder()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(load(BIG_ENDIAN).pageSize()).isEqualTo(1024);
    }

    @Test
    void loadWhenTooShortReturnsEmpty() throws IOException {
        DataBlock block = new ByteArrayDataBlock(Arrays.copyOf(LITTLE_ENDIAN, WalHeader.SIZE - 1));
        assertThat(WalHeader.load(block, "wal")).isEmpty();
    }

    @Test
    void loadWhenABitOfTheSaltFlippedReturnsEmpty() throws IOException {
        byte[] bytes = LITTLE_ENDIAN.clone();
        bytes[17] ^= 1;
        assertThat(WalHeader.load(new ByteArrayDataBlock(bytes), "wal")).isEmpty();
    }

    @Test
    void loadWhenMagicIsNotThatOfAWalThrowsException() {
        byte[] bytes = LITTLE_ENDIAN.clone();
        bytes[3] = 0x44;
        assertRefused(new ByteArrayDataBlock(bytes), Problem.BAD_MAGIC, "377f0644");
    }

    @Test
    void loadWhenVersionIsUnknownThrowsException() {
        DataBlock block = Hex.block("377f0682 002de219 00001000 00000000 00000001 00000002", "d8e70313 94cedab8");
        assertRefused(block, Problem.BAD_HEADER, "3007001");
    }

    @Test
    void loadWhenPageSizeIsNoPowerOfTwoThrowsException() {
        DataBlock block = Hex.block("377f0682 002de218 00001001 00000000 00000001 00000002", "d7e70313 92cedab8");
        assertRefused(block, Problem.BAD_HEADER, "4097");
    }

    @Test
    void loadWhenPageSizeIsTooLargeThrowsException() {
        DataBlock block = Hex.block("377f0682 002de218 00020000 00000000 00000001 00000002", "d5c70713 8f9ee0b8");
        assertRefused(block, Problem.BAD_HEADER, "131072");
    }

    @Test
    void loadWhenPageSizeIsTooSmallThrowsException() {
        DataBlock block = Hex.block("377f0682 002de218 00000100 00000000 00000001 00000002", "d5c90313 8fa1dab8");
        assertRefused(block, Problem.BAD_HEADER, "256");
    }

    private static WalHeader load(byte[] bytes) throws IOException {
        return WalHeader.load(new ByteArrayDataBlock(bytes), "wal").orElseThrow();
    }

    private static void assertRefused(DataBlock block, Problem problem, String found) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> WalHeader.load(block, "app.db-wal"))
                .withMessageStartingWith("app.db-wal")
                .withMessageEndingWith(found)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
