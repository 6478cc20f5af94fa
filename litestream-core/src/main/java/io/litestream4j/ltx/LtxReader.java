package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one LTX file from start to end: {@link #nextPage()} until it returns false, then {@link #finish()}. Only when
 * that has succeeded is what was read known to be what was written.
 *
 * <p>Whatever the bytes are, memory is bounded: a buffer, by default of 16 KiB and a page, and a page. Not safe for use by
 * several threads.
 */
public final class LtxReader implements MergeInput {

    private static final int BUFFER_SIZE = 16 * 1024;

    private final InputStream in;
    private final LtxInput input;
    private final LtxHeader header;
    private final PageSequence sequence;
    private final PageIndexDigest index = new PageIndexDigest();
    private final Crc64 checksum = new Crc64();
    private final DatabaseChecksum databaseChecksum = new DatabaseChecksum();
    private final byte[] page;

    private int pageNumber;
    private int blockSize;
    private boolean atEnd;
    private @Nullable LtxTrailer trailer;

    /**
     * Reads the header, and nothing behind it yet.
     *
     * @param in the file from its first byte on; closed by {@link #close()}, but not if this constructor throws
     * @param resource the file, as a person would name it
     * @throws CorruptDataException if there is no header, or one that the format does not allow
     */
    public LtxReader(InputStream in, String resource) throws IOException {
        this(in, resource, LtxHeader.SIZE);
    }

    /**
     * Reads the header, and what fits into a buffer along with it.
     *
     * @param in the file from its first byte on; closed by {@link #close()}, but not if this constructor throws
     * @param resource the file, as a person would name it
     * @param bufferSize how many bytes the stream is asked for at once, unless {@link #minBufferSize} is more
     * @throws CorruptDataException if there is no header, or one that the format does not allow
     */
    public LtxReader(InputStream in, String resource, int bufferSize) throws IOException {
        this.in = in;
        LtxInput start = new LtxInput(in, resource, Math.max(LtxHeader.SIZE, bufferSize));
        ByteBuffer bytes = start.require(LtxHeader.SIZE);
        checksum.update(bytes.array(), 0, LtxHeader.SIZE);
        this.header = LtxHeader.load(bytes, resource);
        this.input = start.withCapacity(minBufferSize(header.pageSize()));
        this.sequence = new PageSequence(header);
        this.page = new byte[header.pageSize()];
    }

    /** Returns the size of the smallest buffer that pages of a size are read with, in bytes. */
    public static int minBufferSize(int pageSize) {
        return BUFFER_SIZE + LtxPageCodec.bound(pageSize);
    }

    @Override
    public LtxHeader header() {
        return header;
    }

    @Override
    public String resource() {
        return input.resource();
    }

    /**
     * Checks that the file holds what its name says.
     *
     * @throws CorruptDataException if the range of TXIDs is another one
     */
    public void requireName(LtxFileName name) throws CorruptDataException {
        header.requireName(name, input.resource());
    }

    /**
     * Reads the next page.
     *
     * @return false if there are no more
     * @throws CorruptDataException if there is something else than a page that may follow here
     */
    @Override
    public boolean nextPage() throws IOException {
        if (atEnd) {
            return false;
        }
        long offset = input.offset();
        ByteBuffer bytes = input.require(LtxPageHeader.SIZE);
        checksum.update(bytes.array(), bytes.position(), LtxPageHeader.SIZE);
        LtxPageHeader pageHeader = LtxPageHeader.load(bytes);
        if (pageHeader.isEnd()) {
            atEnd = true;
            return false;
        }
        readPage(pageHeader, offset);
        return true;
    }

    private void readPage(LtxPageHeader pageHeader, long offset) throws IOException {
        if (!pageHeader.hasKnownFlags() || pageHeader.pageNumber() == 0) {
            throw input.corrupt(Problem.BAD_PAGE, offset, "neither a page nor the end of them: " + pageHeader);
        }
        throwIfPresent(sequence.accept(pageHeader.pageNumber()), offset);
        blockSize = LtxPageCodec.decode(input, pageHeader, page, checksum);
        pageNumber = pageHeader.pageNumber();
        index.add(pageNumber, offset, input.offset() - offset);
        if (header.tracksChecksums()) {
            databaseChecksum.toggle(pageNumber, page);
        }
    }

    private void throwIfPresent(Optional<PageSequence.Defect> defect, long offset) throws CorruptDataException {
        if (defect.isPresent()) {
            throw input.corrupt(defect.get().problem(), offset, defect.get().detail());
        }
    }

    @Override
    public int pageNumber() {
        return pageNumber;
    }

    @Override
    public byte[] page() {
        return page;
    }

    @Override
    public void copyPage(LtxWriter writer) throws IOException {
        if (blockSize == 0) {
            writer.writePage(pageNumber, page, 0);
        } else {
            writer.writePage(pageNumber, page, input.consumed(blockSize));
        }
    }

    /** Returns the block of the page that was read last; compresses the page if it has none. */
    byte[] block() {
        if (blockSize == 0) {
            byte[] compressed = new byte[Lz4.bound(page.length)];
            return Arrays.copyOf(compressed, Lz4.compress(page, 0, page.length, compressed, 0));
        }
        byte[] block = new byte[blockSize];
        input.consumed(blockSize).get(block);
        return block;
    }

    @Override
    public void verify() throws IOException {
        finish();
    }

    /**
     * Reads the rest of the file, pages included, and checks everything that can only be known at the end: page index,
     * checksums, completeness of a snapshot, and that nothing follows.
     *
     * @throws CorruptDataException if anything is wrong; nothing that was read may be used then
     */
    public LtxTrailer finish() throws IOException {
        while (nextPage()) {
            // read on: the checksum covers all pages
        }
        if (trailer == null) {
            index.end();
            LtxTail tail = LtxTail.read(input, checksum);
            tail.check(header, index, checksum.value(), databaseChecksum.value());
            throwIfPresent(sequence.end(), tail.offset());
            trailer = tail.footer().trailer();
        }
        return trailer;
    }

    /**
     * Returns the first of the pages that the file holds without a gap up to the end of the database, once all were read; one
     * more than that end if it lacks the last page.
     */
    public int completeFrom() {
        return sequence.completeFrom();
    }

    /** Returns how many bytes were consumed: after {@link #finish()} the size of the file. */
    public long size() {
        return input.offset();
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }
}
