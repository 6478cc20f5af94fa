package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LtxReaderTests {

    private static final LtxHeader INCREMENT = LtxFiles.header(512, 9, 2, 2);

    @Test
    void pagesAreReadOneByOne() throws Exception {
        LtxReader reader = LtxFiles.open(LtxFiles.write(INCREMENT, Map.of(2, 20, 5, 50)));
        assertThat(reader.nextPage()).isTrue();
        assertThat(reader.pageNumber()).isEqualTo(2);
        assertThat(reader.page()).isEqualTo(LtxFiles.page(512, 20));
        assertThat(reader.nextPage()).isTrue();
        assertThat(reader.pageNumber()).isEqualTo(5);
        assertThat(reader.nextPage()).isFalse();
        assertThat(reader.nextPage()).isFalse();
    }

    @Test
    void finishReadsThePagesThatAreLeft() throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(2, 20, 5, 50));
        LtxReader reader = LtxFiles.open(file);
        LtxTrailer trailer = reader.finish();
        assertThat(trailer.postApplyChecksum()).isZero();
        assertThat(trailer.fileChecksum()).isEqualTo(ByteBuffer.wrap(file).getLong(file.length - 8));
        assertThat(reader.finish()).isEqualTo(trailer);
        assertThat(reader.size()).isEqualTo(file.length);
    }

    @Test
    void streamMayGiveOneByteAtATime() throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(2, 20, 5, 50));
        InputStream slow = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(new LtxReader(slow, "test.ltx").finish()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 150, 20_000, 1_000_000})
    void sizeOfTheBufferChangesNothing(int bufferSize) throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(2, 20, 5, 50));
        LtxReader reader = new LtxReader(new ByteArrayInputStream(file), "test.ltx", bufferSize);
        assertThat(reader.header()).isEqualTo(INCREMENT);
        assertThat(reader.nextPage()).isTrue();
        assertThat(reader.page()).isEqualTo(LtxFiles.page(512, 20));
        assertThat(reader.nextPage()).isTrue();
        assertThat(reader.page()).isEqualTo(LtxFiles.page(512, 50));
        assertThat(reader.nextPage()).isFalse();
        reader.finish();
        assertThat(reader.size()).isEqualTo(file.length);
    }

    @Test
    void streamIsAskedForAsMuchAsTheBufferTakes() throws Exception {
        List<Integer> asked = new ArrayList<>();
        InputStream stream = new ByteArrayInputStream(LtxFiles.write(INCREMENT, Map.of(2, 20, 5, 50))) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                asked.add(length);
                return super.read(target, offset, length);
            }
        };
        LtxReader reader = new LtxReader(stream, "test.ltx", 30_000);
        assertThat(reader.nextPage()).isTrue();
        assertThat(asked).containsExactly(30_000);
    }

    @Test
    void nameHasToAgreeWithTheHeader() throws Exception {
        LtxReader reader = LtxFiles.open(LtxFiles.write(INCREMENT, Map.of()));
        reader.requireName(LtxFileName.of(new TxId(2)));
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> reader.requireName(new LtxFileName(new TxId(2), new TxId(3))))
                .satisfies(ex -> assertThat(ex.problem()).isEqualTo(Problem.TXID_MISMATCH));
    }

    @Test
    void everyTruncationIsRefused() throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(2, 20, 5, 50));
        for (int length = 0; length < file.length; length++) {
            InputStream cut = new ByteArrayInputStream(file, 0, length);
            expect(Problem.TRUNCATED, () -> new LtxReader(cut, "test.ltx").finish());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 24, 100_000})
    void bytesBehindTheTrailerAreRefused(int count) throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(2, 20));
        byte[] longer = ByteBuffer.allocate(file.length + count).put(file).array();
        expect(Problem.CHECKSUM_MISMATCH, () -> LtxFiles.open(longer).finish());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 512 + 2 + 16 + 1})
    void lengthOfABlockIsBounded(int length) throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(2, 20));
        byte[] damaged = ByteBuffer.wrap(file).putInt(106, length).array();
        CorruptDataException ex =
                expect(Problem.BAD_PAGE, () -> LtxFiles.open(damaged).finish());
        assertThat(ex.offset()).isEqualTo(106);
        assertThat(ex.resource()).isEqualTo("test.ltx");
    }

    @Test
    void blockThatHoldsLessThanAPageIsRefused() throws Exception {
        expect(Problem.BAD_PAGE, () -> open(block(new byte[500], 500)).finish());
    }

    @Test
    void blockThatHoldsMoreThanAPageIsRefused() throws Exception {
        expect(Problem.BAD_PAGE, () -> open(block(new byte[513], 513)).finish());
    }

    @ParameterizedTest
    @CsvSource({
        "00000002 0002, BAD_PAGE",
        "00000002 8001, BAD_PAGE",
        "00000000 0001, BAD_PAGE",
        "0000000a 0001, PAGE_OUT_OF_BOUNDS",
        "ffffffff 0001, PAGE_OUT_OF_BOUNDS"
    })
    void pageHeaderThatIsNoneIsRefused(String pageHeader, Problem problem) throws Exception {
        CorruptDataException ex =
                expect(problem, () -> open(Hex.bytes(pageHeader)).finish());
        assertThat(ex.offset()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05224d18 64 40 a7", // magic
                "04224d18 60 40 82", // no content checksum
                "04224d18 65 40 ca", // dictionary
                "04224d18 a4 40 f2", // version
                "04224d18 44 40 5e", // blocks that depend on each other
                "04224d18 74 40 bd", // checksums of blocks
                "04224d18 64 30 13", // unknown block size
                "04224d18 64 c0 42", // reserved bit
                "04224d18 64 40 a8", // checksum of the descriptor
                "04224d18 64 40 a7 00000000 05 5d cc 02", // no content
                "04224d18 64 40 a7 00000080 00000000", // empty block
                "04224d18 64 40 a7 01020080 00000000", // stored block of more than a page
                "04224d18 64 40 a7 13020000 00000000", // compressed block of more than a page can need
                "04224d18 64 40 a7 04000000 ffffffff 00000000" // malformed block
            })
    void frameThatIsNoneIsRefused(String frame) throws Exception {
        byte[] body = Hex.bytes("00000002 0000", frame, "00".repeat(600));
        expect(Problem.BAD_PAGE, () -> open(body).finish());
    }

    @Test
    void frameMayHaveSeveralBlocks() throws Exception {
        byte[] page = LtxFiles.page(512, 0);
        String half = "00010080" + "00".repeat(256);
        LtxReader reader = open(Hex.bytes("00000002 0000 04224d18 64 40 a7", half, half, "00000000 de53c132"));
        assertThat(reader.nextPage()).isTrue();
        assertThat(reader.page()).isEqualTo(page);
    }

    @Test
    void contentChecksumOfAFrameIsChecked() throws Exception {
        String content = "00020080" + "01" + "00".repeat(511);
        byte[] body = Hex.bytes("00000002 0000 04224d18 64 40 a7", content, "00000000 de53c132");
        expect(Problem.BAD_PAGE, () -> open(body).finish());
    }

    @Test
    void closeClosesTheStream() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        byte[] file = LtxFiles.write(INCREMENT, Map.of());
        InputStream in = new ByteArrayInputStream(file) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        new LtxReader(in, "test.ltx").close();
        assertThat(closed).isTrue();
    }

    /** A page frame with a block that holds the first {@code length} of these bytes. */
    private static byte[] block(byte[] content, int length) {
        ByteBuffer frame = ByteBuffer.allocate(10 + Lz4.bound(length));
        new LtxPageHeader(2, LtxPageHeader.FLAG_LENGTH).writeTo(frame);
        frame.putInt(Lz4.compress(content, 0, length, frame.array(), 10));
        return frame.array();
    }

    /** A file that has these bytes behind its header. */
    private static LtxReader open(byte[] body) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(LtxHeader.SIZE + body.length);
        INCREMENT.writeTo(file);
        return LtxFiles.open(file.put(body).array());
    }

    private static CorruptDataException expect(Problem problem, ThrowingRunnable action) {
        CorruptDataException thrown = assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(action::run)
                .actual();
        assertThat(thrown.problem()).isEqualTo(problem);
        return thrown;
    }

    private interface ThrowingRunnable {
        void run() throws IOException;
    }
}
