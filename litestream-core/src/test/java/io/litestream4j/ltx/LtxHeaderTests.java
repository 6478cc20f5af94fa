package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LtxHeaderTests {

    private static final byte[] BYTES = Hex.bytes(
            "4c545831", // magic
            "00000002", // flags
            "00001000", // page size
            "00000052", // commit
            "0000000000000015", // first TXID
            "0000000000000016", // last TXID
            "000001a1fa83291e", // timestamp
            "0000000000000000", // pre-apply checksum
            "00000000000cf370", // WAL offset
            "000000000000b108", // WAL size
            "3fc25d3c", // salt-1
            "fda95a80", // salt-2
            "0000000000000007", // node id
            "00".repeat(20)); // reserved

    private static final LtxHeader HEADER = new LtxHeader(
            2, 4096, 82, new TxId(0x15), new TxId(0x16), 0x1a1fa83291eL, 0, 848752, 45320, 0x3fc25d3c, 0xfda95a80, 7);

    @Test
    void loadReadsEachField() throws Exception {
        ByteBuffer source = ByteBuffer.wrap(BYTES);
        assertThat(LtxHeader.load(source, "test.ltx")).isEqualTo(HEADER);
        assertThat(source.hasRemaining()).isFalse();
    }

    @Test
    void writeToWritesEachField() {
        ByteBuffer target = ByteBuffer.allocate(LtxHeader.SIZE);
        HEADER.writeTo(target);
        assertThat(Hex.text(target.array())).isEqualTo(Hex.text(BYTES));
    }

    @Test
    void loadWhenMagicDoesNotMatchThrowsException() {
        expect(Problem.BAD_MAGIC, 0, patched(0, "4c545832"));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 00000003, flags",
        "4, 80000002, flags",
        "8, 00000001, page size",
        "8, 00001001, page size",
        "8, 00020000, page size",
        "12, 80000000, 2147483648 pages",
        "16, 0000000000000000, first TXID",
        "16, ffffffffffffffff, first TXID",
        "48, ffffffffffffffff, WAL offset",
        "56, 8000000000000000, WAL size",
        "48, 0000000000000000, WAL salts without",
        "40, 8000000000000001, pre-apply"
    })
    void loadWhenFieldBreaksARuleThrowsException(int offset, String field, String message) {
        CorruptDataException ex = expect(Problem.BAD_HEADER, -1, patched(offset, field));
        assertThat(ex).hasMessageContaining(message).hasMessageContaining("test.ltx");
    }

    @Test
    void loadWhenLastTxIdIsZeroThrowsException() {
        expect(Problem.BAD_HEADER, 24, patched(24, "0000000000000000"));
    }

    @Test
    void walSizeNeedsAnOffset() {
        expect(Problem.BAD_HEADER, 56, patched(48, "0000000000000000 000000000000b108 00000000 00000000"));
    }

    @Test
    void rulesAreCheckedInTheOrderOfTheFormat() {
        expect(Problem.BAD_HEADER, 4, patched(4, "00000001 00000001 ffffffff"));
    }

    @Test
    void incrementThatTracksChecksumsNeedsOneWithItsFlag() {
        assertThat(tracking(2, 0x8000000000000005L).tracksChecksums()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> tracking(2, 0)).withMessageContaining("pre-apply");
        assertThatIllegalArgumentException().isThrownBy(() -> tracking(2, 5)).withMessageContaining("pre-apply");
    }

    @Test
    void snapshotThatTracksChecksumsHasNoneBefore() {
        assertThat(tracking(1, 0).tracksChecksums()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> tracking(1, 0x8000000000000005L));
    }

    private static LtxHeader tracking(long min, long preApplyChecksum) {
        return new LtxHeader(0, 512, 1, new TxId(min), new TxId(9), 0, preApplyChecksum, 0, 0, 0, 0, 0);
    }

    @Test
    void onlyTheFirstTxIdMakesASnapshot() {
        assertThat(LtxFiles.header(512, 1, 1, 9).isSnapshot()).isTrue();
        assertThat(LtxFiles.header(512, 1, 2, 2).isSnapshot()).isFalse();
    }

    @Test
    void reservedBytesAreIgnored() throws Exception {
        assertThat(LtxHeader.load(ByteBuffer.wrap(patched(80, "ff")), "test.ltx"))
                .isEqualTo(HEADER);
    }

    private static byte[] patched(int offset, String field) {
        ByteBuffer bytes = ByteBuffer.wrap(BYTES.clone());
        return bytes.put(offset, Hex.bytes(field)).array();
    }

    private static CorruptDataException expect(Problem problem, int offset, byte[] bytes) {
        var thrown = assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> LtxHeader.load(ByteBuffer.wrap(bytes), "test.ltx"))
                .actual();
        assertThat(thrown.problem()).isEqualTo(problem);
        if (offset >= 0) {
            assertThat(thrown.offset()).isEqualTo(offset);
        }
        return thrown;
    }
}
