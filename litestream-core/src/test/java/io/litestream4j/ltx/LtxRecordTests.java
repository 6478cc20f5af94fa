package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small structures: page header, trailer and footer. */
class LtxRecordTests {

    private static final byte[] PAGE_HEADER = Hex.bytes(
            "00012345", // page number
            "0001"); // flags

    private static final byte[] TRAILER = Hex.bytes(
            "fe4ae94984c24e28", // post-apply checksum
            "c7329e22a8646454"); // file checksum

    private static final byte[] FOOTER = Hex.bytes(
            "0000000000000020", // size of the page index
            "fe4ae94984c24e28", // post-apply checksum
            "c7329e22a8646454"); // file checksum

    @Test
    void pageHeaderHasTheseBytes() {
        LtxPageHeader header = new LtxPageHeader(0x12345, LtxPageHeader.FLAG_LENGTH);
        assertThat(LtxPageHeader.load(ByteBuffer.wrap(PAGE_HEADER))).isEqualTo(header);
        ByteBuffer target = ByteBuffer.allocate(LtxPageHeader.SIZE);
        header.writeTo(target);
        assertThat(target.array()).isEqualTo(PAGE_HEADER);
    }

    @Test
    void onlyZerosEndThePages() {
        assertThat(LtxPageHeader.load(Hex.buffer("00000000", "0000")).isEnd()).isTrue();
        assertThat(LtxPageHeader.load(Hex.buffer("00000000", "0001")).isEnd()).isFalse();
        assertThat(LtxPageHeader.load(Hex.buffer("00000001", "0000")).isEnd()).isFalse();
    }

    @Test
    void trailerHasTheseBytes() {
        LtxTrailer trailer = new LtxTrailer(0xfe4ae94984c24e28L, 0xc7329e22a8646454L);
        assertThat(LtxTrailer.load(ByteBuffer.wrap(TRAILER))).isEqualTo(trailer);
        ByteBuffer target = ByteBuffer.allocate(LtxTrailer.SIZE);
        trailer.writeTo(target);
        assertThat(target.array()).isEqualTo(TRAILER);
    }

    @Test
    void footerHasTheseBytes() throws Exception {
        LtxFooter footer = LtxFooter.load(FOOTER, 1560, "test.ltx");
        assertThat(footer.indexSize()).isEqualTo(32);
        assertThat(footer.indexOffset(1560)).isEqualTo(1504);
        ByteBuffer target = ByteBuffer.allocate(LtxFooter.SIZE);
        footer.writeTo(target);
        assertThat(target.array()).isEqualTo(FOOTER);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1431, Long.MAX_VALUE, Long.MIN_VALUE})
    void footerWhoseIndexDoesNotFitInTheFileIsRefused(long indexSize) {
        ByteBuffer bytes = ByteBuffer.wrap(FOOTER.clone()).putLong(0, indexSize);
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> LtxFooter.load(bytes.array(), 1560, "test.ltx"))
                .satisfies(ex -> assertThat(ex.problem()).isEqualTo(Problem.BAD_INDEX));
    }

    @Test
    void footerWhoseIndexJustFitsIsRead() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(FOOTER.clone()).putLong(0, 1430);
        assertThat(LtxFooter.load(bytes.array(), 1560, "test.ltx").indexOffset(1560))
                .isEqualTo(106);
    }
}
