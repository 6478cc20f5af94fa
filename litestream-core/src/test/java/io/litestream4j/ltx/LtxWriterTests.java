package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LtxWriterTests {

    private static final LtxHeader INCREMENT = LtxFiles.header(512, 9, 2, 2);
    private static final LtxHeader SNAPSHOT = LtxFiles.header(512, 3, 1, 1);
    private static final byte[] PAGE = new byte[512];

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void fileWithoutPagesHasTheseBytes() throws Exception {
        LtxWriter writer = writer(INCREMENT);
        writer.finish();
        byte[] body = Arrays.copyOfRange(out.toByteArray(), LtxHeader.SIZE, out.size() - Long.BYTES);
        assertThat(Hex.text(body))
                .isEqualTo(
                        "000000000000" // end marker
                                + "00" // end of the page index
                                + "0000000000000001" // size of the page index
                                + "0000000000000000"); // post-apply checksum
        assertThat(writer.size()).isEqualTo(out.size());
    }

    @Test
    void fileChecksumCoversAllButCompressedContentAndItself() throws Exception {
        writer(INCREMENT).finish();
        byte[] file = out.toByteArray();
        long checksum = Crc64.of(file, 0, file.length - Long.BYTES) | LtxTrailer.CHECKSUM_FLAG;
        assertThat(ByteBuffer.wrap(file).getLong(file.length - Long.BYTES)).isEqualTo(checksum);
    }

    @Test
    void blockFollowsItsLength() throws Exception {
        byte[] file = LtxFiles.write(INCREMENT, Map.of(7, 0));
        LtxPageIndex index = LtxFiles.pageIndex(file, "test.ltx");
        int length = (int) (index.offset(1) - index.offset(0)) - 10;
        ByteBuffer frame = ByteBuffer.wrap(file, LtxHeader.SIZE, 10);
        assertThat(frame.getInt()).isEqualTo(7);
        assertThat(frame.getShort()).isEqualTo((short) 1);
        assertThat(frame.getInt()).isEqualTo(length);
    }

    @Test
    void frameHasTheLayoutOfOlderVersions() throws Exception {
        LtxWriter writer = new LtxWriter(Channels.newChannel(out), INCREMENT, LtxPageFormat.FRAME);
        writer.writePage(7, PAGE, 0);
        writer.finish();
        LtxPageIndex index = LtxFiles.pageIndex(out.toByteArray(), "test.ltx");
        String frame = Hex.text(Arrays.copyOfRange(out.toByteArray(), 100, (int) index.offset(1)));
        assertThat(frame)
                .startsWith(
                        "00000007" // page number
                                + "0000" // page flags
                                + "04224d18" // magic
                                + "64" // version 1, independent blocks, content checksum
                                + "40" // blocks of up to 64 KiB
                                + "a7") // checksum of the descriptor
                .endsWith(
                        "00000000" // end mark
                                + "de53c132"); // xxHash32 of 512 zero bytes
    }

    @Test
    void frameOfAnIncompressiblePageStoresIt() throws Exception {
        byte[] page = LtxFiles.random(512, 1);
        LtxWriter writer = new LtxWriter(Channels.newChannel(out), INCREMENT, LtxPageFormat.FRAME);
        writer.writePage(7, page, 0);
        writer.finish();
        byte[] file = out.toByteArray();
        assertThat(Hex.text(Arrays.copyOfRange(file, 113, 117))).isEqualTo("00020080");
        assertThat(Arrays.copyOfRange(file, 117, 117 + 512)).isEqualTo(page);
    }

    @Test
    void pageMayLieInsideALargerArray() throws Exception {
        byte[] pages = LtxFiles.random(3 * 512, 2);
        LtxWriter writer = writer(INCREMENT);
        writer.writePage(4, pages, 512);
        writer.finish();
        assertThat(LtxFiles.read(out.toByteArray()).get(4)).isEqualTo(Arrays.copyOfRange(pages, 512, 1024));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 512, Integer.MAX_VALUE})
    void pageThatIsNotAllThereIsRefused(int offset) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> writer(INCREMENT).writePage(1, PAGE, offset));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, 4, 10})
    void pageWhoseTurnItIsNotIsRefused(int pageNumber) throws Exception {
        LtxWriter writer = writer(INCREMENT);
        writer.writePage(4, PAGE, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> writer.writePage(pageNumber, PAGE, 0));
    }

    @Test
    void lockPageIsRefused() {
        LtxWriter writer = writer(LtxFiles.header(512, 2097154, 2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.writePage(2097153, PAGE, 0))
                .withMessageContaining("lock page");
    }

    @Test
    void snapshotWithAGapIsRefused() throws Exception {
        LtxWriter writer = writer(SNAPSHOT);
        writer.writePage(1, PAGE, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.writePage(3, PAGE, 0))
                .withMessageContaining("lacks page 2");
    }

    @Test
    void snapshotWithoutItsLastPageIsRefused() throws Exception {
        LtxWriter writer = writer(SNAPSHOT);
        writer.writePage(1, PAGE, 0);
        writer.writePage(2, PAGE, 0);
        assertThatIllegalStateException().isThrownBy(writer::finish).withMessageContaining("lacks page 3");
    }

    @Test
    void headersThatLitestreamCannotRestoreAreRefused() {
        LtxHeader tracking = new LtxHeader(0, 512, 1, new TxId(1), new TxId(1), 0, 0, 0, 0, 0, 0, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> writer(tracking));
        assertThatIllegalArgumentException().isThrownBy(() -> writer(LtxFiles.header(512, 0, 2, 2)));
    }

    @Test
    void nothingCanBeWrittenWhenFinishedOrClosed() throws Exception {
        LtxWriter finished = writer(INCREMENT);
        finished.finish();
        assertThatIllegalStateException().isThrownBy(() -> finished.writePage(1, PAGE, 0));
        LtxWriter closed = writer(INCREMENT);
        closed.close();
        assertThatIllegalStateException().isThrownBy(closed::finish);
    }

    @Test
    void channelStaysOpen() throws Exception {
        WritableByteChannel channel = Channels.newChannel(out);
        try (LtxWriter writer = new LtxWriter(channel, INCREMENT, LtxPageFormat.BLOCK)) {
            writer.finish();
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void channelMayTakeLessThanItIsGiven() throws Exception {
        LtxWriter writer =
                new LtxWriter(new ReluctantChannel(out), LtxFiles.header(4096, 99, 2, 2), LtxPageFormat.BLOCK);
        for (int page = 1; page <= 99; page++) {
            writer.writePage(page, LtxFiles.random(4096, page), 0);
        }
        writer.finish();
        assertThat(LtxFiles.read(out.toByteArray())).hasSize(99);
        assertThat(writer.size()).isEqualTo(out.size());
    }

    private LtxWriter writer(LtxHeader header) {
        return new LtxWriter(Channels.newChannel(out), header, LtxPageFormat.BLOCK);
    }

    /** Writes at most 1000 bytes at a time. */
    private record ReluctantChannel(ByteArrayOutputStream out) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer source) throws IOException {
            byte[] bytes = new byte[Math.min(source.remaining(), 1000)];
            source.get(bytes);
            out.write(bytes);
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
