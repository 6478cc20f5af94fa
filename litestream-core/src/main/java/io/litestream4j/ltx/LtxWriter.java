package io.litestream4j.ltx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes one LTX file: {@link #writePage} for each page in ascending order, then {@link #finish()}. What was written
 * before that is no LTX file.
 *
 * <p>Holds about 64 KiB and the page index, some 8 bytes per page. Not safe for use by several threads.
 */
public final class LtxWriter implements Closeable {

    private static final int BUFFER_SIZE = 64 * 1024;

    /** A page takes at most this in an index: three numbers of 63 bits. */
    private static final int MAX_INDEX_ENTRY = 27;

    private final WritableByteChannel out;
    private final LtxHeader header;
    private final LtxPageFormat format;
    private final PageSequence sequence;
    private final PageIndexBuffer index = new PageIndexBuffer();
    private final Crc64 checksum = new Crc64();
    private final ByteBuffer buffer;

    private long flushed;
    private boolean open = true;

    /**
     * Starts a file.
     *
     * @param out receives the file; remains open when this writer is closed
     * @param header without checksums of the database, which Litestream cannot restore, and with a commit above 0, since
     *     the format has no form for an empty database without checksums
     * @param format how to compress the pages
     * @throws IllegalArgumentException if the header is none that may be written
     */
    public LtxWriter(WritableByteChannel out, LtxHeader header, LtxPageFormat format) {
        if (header.tracksChecksums() || header.commit() == 0) {
            throw new IllegalArgumentException("not to be written: " + header);
        }
        this.out = out;
        this.header = header;
        this.format = format;
        this.sequence = new PageSequence(header);
        this.buffer = ByteBuffer.allocate(BUFFER_SIZE + LtxPageCodec.bound(header.pageSize()));
        header.writeTo(buffer);
        checksum.update(buffer.array(), 0, LtxHeader.SIZE);
    }

    /** Returns how large a file of {@code pages} pages can become, whatever is in them. */
    public static long maxSize(int pageSize, long pages) {
        long page = LtxPageCodec.bound(pageSize) + MAX_INDEX_ENTRY;
        return LtxHeader.SIZE + pages * page + LtxPageHeader.SIZE + 1 + LtxFooter.SIZE;
    }

    /**
     * Writes a page.
     *
     * @param pageNumber above the previous one and not above the header's commit, not the lock page; in a snapshot the
     *     one that follows the previous one
     * @param page holds the content of the page
     * @param offset where in {@code page} it starts
     * @throws IllegalArgumentException if it is not the turn of this page
     */
    public void writePage(int pageNumber, byte[] page, int offset) throws IOException {
        int pageSize = header.pageSize();
        Objects.checkFromIndexSize(offset, pageSize, page.length);
        begin(pageNumber);
        int start = buffer.position();
        int covered = LtxPageCodec.encode(format, pageNumber, page, offset, pageSize, buffer);
        end(pageNumber, start, covered, page, offset);
    }

    /**
     * Writes a page that is compressed already; its block is taken as it is, if that is the format.
     *
     * @param page its content, which is not compared with the block
     * @param block one LZ4 block, of no more than that of an incompressible page
     */
    void writePage(int pageNumber, byte[] page, ByteBuffer block) throws IOException {
        if (format != LtxPageFormat.BLOCK) {
            writePage(pageNumber, page, 0);
            return;
        }
        begin(pageNumber);
        int start = buffer.position();
        int covered = LtxPageCodec.copy(pageNumber, block, buffer);
        end(pageNumber, start, covered, page, 0);
    }

    private void begin(int pageNumber) throws IOException {
        requireOpen();
        Optional<PageSequence.Defect> defect = sequence.accept(pageNumber);
        if (defect.isPresent()) {
            throw new IllegalArgumentException(defect.get().detail());
        }
        reserve(LtxPageCodec.bound(header.pageSize()));
    }

    private void end(int pageNumber, int start, int covered, byte[] page, int offset) {
        checksum.update(buffer.array(), start, covered);
        checksum.update(page, offset, header.pageSize());
        index.add(pageNumber, flushed + start, buffer.position() - start);
    }

    /**
     * Writes what follows the pages. The file is complete then, but neither forced to disk nor closed.
     *
     * @throws IllegalStateException if a snapshot lacks pages at its end
     */
    public LtxTrailer finish() throws IOException {
        requireOpen();
        sequence.end().ifPresent(defect -> {
            throw new IllegalStateException(defect.detail());
        });
        reserve(LtxPageHeader.SIZE);
        int endMarker = buffer.position();
        LtxPageHeader.END.writeTo(buffer);
        checksum.update(buffer.array(), endMarker, LtxPageHeader.SIZE);
        flush();
        LtxTrailer trailer = finishIndex();
        open = false;
        return trailer;
    }

    private LtxTrailer finishIndex() throws IOException {
        ByteBuffer bytes = index.end();
        int indexSize = bytes.remaining();
        checksum.update(bytes.array(), 0, indexSize);
        write(bytes);
        new LtxFooter(indexSize, new LtxTrailer(0, 0)).writeTo(buffer);
        checksum.update(buffer.array(), 0, LtxFooter.CHECKSUMMED_SIZE);
        LtxTrailer trailer = new LtxTrailer(0, checksum.value() | LtxTrailer.CHECKSUM_FLAG);
        new LtxFooter(indexSize, trailer).writeTo(buffer.clear());
        flush();
        return trailer;
    }

    /** Returns how many bytes the file has so far, or in all when it is finished. */
    public long size() {
        return flushed + buffer.position();
    }

    /** Ends the use of this writer. The channel stays open; without {@link #finish()} the file is incomplete. */
    @Override
    public void close() {
        open = false;
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("finished or closed");
        }
    }

    private void reserve(int count) throws IOException {
        if (buffer.remaining() < count) {
            flush();
        }
    }

    private void flush() throws IOException {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        flushed += bytes.remaining();
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
