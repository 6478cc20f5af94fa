package io.litestream4j.capture;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Objects;
import java.util.PrimitiveIterator;

/**
 * The bytes of an LTX file, made while they are read. Holds some 64 KiB, and the page index, some 8 bytes for each page. For
 * one thread at a time.
 */
final class EncodingStream extends InputStream {

    private final PrimitiveIterator.OfInt pageNumbers;
    private final PageSource source;
    private final Closeable onClose;
    private final Chunk chunk = new Chunk();
    private final LtxWriter writer;
    private final byte[] page;
    private boolean finished;

    /**
     * Begins a file.
     *
     * @param onClose closed with this stream
     */
    EncodingStream(Capture capture, LtxHeader header, LtxPageFormat format, Closeable onClose) {
        this.pageNumbers = capture.pageNumbers().iterator();
        this.source = capture.source();
        this.onClose = onClose;
        this.writer = new LtxWriter(Channels.newChannel(chunk), header, format);
        this.page = new byte[header.pageSize()];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        while (chunk.isEmpty() && !finished) {
            chunk.clear();
            encodeNext();
        }
        if (length == 0) {
            return 0;
        }
        return chunk.isEmpty() ? -1 : chunk.take(target, offset, length);
    }

    private void encodeNext() throws IOException {
        if (pageNumbers.hasNext()) {
            int pageNumber = pageNumbers.nextInt();
            source.read(pageNumber, page);
            writer.writePage(pageNumber, page, 0);
        } else {
            writer.finish();
            finished = true;
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
        onClose.close();
    }

    /** What is encoded and not yet read. */
    private static final class Chunk extends ByteArrayOutputStream {

        private int taken;

        boolean isEmpty() {
            return taken == count;
        }

        void clear() {
            reset();
            taken = 0;
        }

        int take(byte[] target, int offset, int length) {
            int some = Math.min(length, count - taken);
            System.arraycopy(buf, taken, target, offset, some);
            taken += some;
            return some;
        }
    }
}
