package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LtxPageIndexTests {

    private static final LtxHeader INCREMENT = LtxFiles.header(512, 9, 2, 2);

    private static final String[] INDEX = {
        "02 64 ac02", // page 2 at 100, 300 bytes
        "05 9003 32", // page 5 at 400, 50 bytes
        "00" // end
    };

    @Test
    void entriesSayWhereTheFramesAre() throws Exception {
        LtxPageIndex index = load(INCREMENT, 456, INDEX);
        assertThat(index.pageCount()).isEqualTo(2);
        assertThat(index.pageNumber(0)).isEqualTo(2);
        assertThat(index.pageNumber(1)).isEqualTo(5);
        assertThat(index.offset(0)).isEqualTo(100);
        assertThat(index.offset(1)).isEqualTo(400);
        assertThat(index.offset(2)).isEqualTo(450);
    }

    @Test
    void entriesAreFoundByPageNumber() throws Exception {
        LtxPageIndex index = load(INCREMENT, 456, INDEX);
        assertThat(index.firstEntryFrom(1)).isZero();
        assertThat(index.firstEntryFrom(2)).isZero();
        assertThat(index.firstEntryFrom(3)).isEqualTo(1);
        assertThat(index.firstEntryFrom(5)).isEqualTo(1);
        assertThat(index.firstEntryFrom(6)).isEqualTo(2);
    }

    @Test
    void emptyIndexIsOneByte() throws Exception {
        assertThat(load(INCREMENT, 106, "00").pageCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no end
                "02 64 ac02 05 9003 32", // no end
                "02 64 ac02 05 9003 32 00 00", // bytes behind the end
                "02 64 ac02 00", // a page less than the file has
                "05 64 ac02 02 9003 32 00", // descending
                "02 64 ac02 02 9003 32 00", // twice the same page
                "02 64 ac02 0a 9003 32 00", // above commit
                "8280808010 64 ac02 05 9003 32 00", // 32 bits and more
                "02 65 ac02 05 9003 32 00", // not behind the header
                "02 64 ac02 05 9103 32 00", // a gap between frames
                "02 64 ac02 05 9003 33 00", // up to behind the end marker
                "02 64 06 05 6a e602 00", // a frame without content
                "02 64 8080808010 05 e480808010 32 00", // a frame larger than any
                "02 64 ffffffffffffffffff7f 05 9003 32 00", // no number
            })
    void indexThatDoesNotDescribeTheFileIsRefused(String hex) {
        expectRefusal(INCREMENT, 456, hex);
    }

    @Test
    void indexOfASnapshotHasEveryPage() {
        expectRefusal(LtxFiles.header(512, 9, 1, 2), 456, INDEX);
        expectRefusal(LtxFiles.header(512, 2, 1, 2), 406, "01 64 ac02 00");
    }

    private static void expectRefusal(LtxHeader header, long indexOffset, String... fields) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> load(header, indexOffset, fields))
                .satisfies(ex -> assertThat(ex.problem()).isEqualTo(Problem.BAD_INDEX))
                .withMessageContaining("test.ltx");
    }

    private static LtxPageIndex load(LtxHeader header, long indexOffset, String... fields) throws CorruptDataException {
        return LtxPageIndex.load(Hex.bytes(fields), header, indexOffset, "test.ltx");
    }
}
