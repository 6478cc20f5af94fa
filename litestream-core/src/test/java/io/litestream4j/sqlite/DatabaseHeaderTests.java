package io.litestream4j.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DatabaseHeaderTests {

    private static final byte[] BYTES = HexFormat.of()
            .parseHex(
                    "53514c69746520666f726d6174203300" // magic
                            + "1000" // page size
                            + "02" // write version
                            + "02" // read version
                            + "00402020" // reserved space, payload fractions
                            + "00000007" // change counter
                            + "0000002a" // page count
                            + "0000000000000000" // free list
                            + "00000003" // schema cookie
                            + "00000004" // schema format
                            + "00".repeat(44)
                            + "00000007" // version valid for
                            + "002e8e01"); // SQLite version

    @Test
    void loadReadsEachField() throws Exception {
        DatabaseHeader header = DatabaseHeader.load(BYTES, "app.db");
        assertThat(header).isEqualTo(new DatabaseHeader(new PageSize(4096), 2, 2, 7, 42, 3, 7));
        assertThat(header.isWal()).isTrue();
        assertThat(header.isPageCountValid()).isTrue();
    }

    @Test
    void pageCountIsNotValidWhenTheChangeCounterHasMovedOn() throws Exception {
        byte[] bytes = BYTES.clone();
        bytes[27]++;
        assertThat(DatabaseHeader.load(bytes, "app.db").isPageCountValid()).isFalse();
    }

    @Test
    void rollbackJournalIsNotWal() throws Exception {
        byte[] bytes = BYTES.clone();
        bytes[18] = DatabaseHeader.JOURNAL_ROLLBACK;
        assertThat(DatabaseHeader.load(bytes, "app.db").isWal()).isFalse();
    }

    @Test
    void loadWhenBytesAreMissingThrowsException() {
        expect(Problem.TRUNCATED, Arrays.copyOf(BYTES, DatabaseHeader.SIZE - 1));
    }

    @Test
    void loadWhenMagicDoesNotMatchThrowsException() {
        byte[] bytes = BYTES.clone();
        bytes[0] = 0;
        expect(Problem.BAD_MAGIC, bytes);
    }

    @Test
    void loadWhenPageSizeIsNoneThrowsException() {
        byte[] bytes = BYTES.clone();
        bytes[16] = 0x11;
        expect(Problem.BAD_HEADER, bytes);
    }

    private static void expect(Problem problem, byte[] bytes) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> DatabaseHeader.load(bytes, "app.db"))
                .satisfies(ex -> assertThat(ex.problem()).isEqualTo(problem))
                .withMessageContaining("app.db");
    }
}
