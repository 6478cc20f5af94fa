package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes single page frames out of a range of an LTX file, where a page index says they are. Not safe for use by several
 * threads.
 *
 * <p>Each frame has to be that of the page that the index names, and to give exactly one page. That its content is the one
 * that was written is known only from the checksum of the whole file, to which {@link #checksum()} contributes.
 */
public final class LtxFrames {

    private static final int LENGTH_END = LtxPageHeader.SIZE + Integer.BYTES;

    private final int pageSize;
    private final String resource;
    private final byte[] bytes;
    private final @Nullable Crc64 checksum;
    private long checksummed;

    /**
     * Takes a range of a file.
     *
     * @param pageSize size of a page in bytes
     * @param resource the file, for the messages of exceptions
     * @param bytes takes the range, or one part of it after the other
     * @param checksummed whether a checksum is computed over the frames, which then have to be decoded one after the other
     */
    public LtxFrames(int pageSize, String resource, byte[] bytes, boolean checksummed) {
        this.pageSize = pageSize;
        this.resource = resource;
        this.bytes = bytes;
        this.checksum = checksummed ? new Crc64() : null;
    }

    /**
     * Decodes a frame.
     *
     * @param position where in the file the frame begins
     * @param offset where in the bytes it does
     * @param size number of bytes in the frame, by the page index
     * @param pageNumber page number, by the page index
     * @param target takes the page
     * @param targetOffset where in {@code target}
     * @throws CorruptDataException if there is something else
     */
    public void decode(long position, int offset, int size, int pageNumber, byte[] target, int targetOffset)
            throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(bytes, offset, size);
        LtxPageHeader header = LtxPageHeader.load(frame);
        if (header.pageNumber() != pageNumber || !header.hasKnownFlags()) {
            throw corrupt(position, "page index says page " + pageNumber + ", but here is " + header);
        }
        int covered = LtxPageHeader.SIZE;
        if (header.hasLength()) {
            decodeBlock(frame, position, offset, size, target, targetOffset);
            covered = LENGTH_END;
        } else {
            decodeLegacyFrame(position, offset, size, target, targetOffset);
        }
        if (checksum != null) {
            checksum.update(bytes, offset, covered);
            checksum.update(target, targetOffset, pageSize);
            checksummed += covered + pageSize;
        }
    }

    private void decodeBlock(ByteBuffer frame, long position, int offset, int size, byte[] target, int targetOffset)
            throws CorruptDataException {
        int expected = size - LENGTH_END;
        int length = expected > 0 ? frame.getInt() : -1;
        if (length != expected) {
            throw corrupt(
                    position, "LZ4 block of " + length + " bytes, but the page index leaves room for " + expected);
        }
        int count = Lz4.decompress(bytes, offset + LENGTH_END, length, target, targetOffset, pageSize);
        if (count != pageSize) {
            String actual = count < 0 ? "cannot be decompressed" : "holds " + count + " bytes";
            throw corrupt(position, "LZ4 block " + actual + ", expected " + pageSize + " bytes");
        }
    }

    private void decodeLegacyFrame(long position, int offset, int size, byte[] target, int targetOffset)
            throws IOException {
        int length = size - LtxPageHeader.SIZE;
        ByteArrayInputStream in = new ByteArrayInputStream(bytes, offset + LtxPageHeader.SIZE, length);
        LtxInput input = new LtxInput(in, resource, LtxPageCodec.bound(pageSize));
        byte[] page = new byte[pageSize];
        Lz4Frame.decode(input, page);
        if (input.offset() != length) {
            throw corrupt(position, "LZ4 frame of " + input.offset() + " bytes, but the page index says " + length);
        }
        System.arraycopy(page, 0, target, targetOffset, pageSize);
    }

    /** Returns the checksum of all frames that were decoded; of nothing if none is computed. */
    public LtxPartChecksum checksum() {
        return checksum == null ? LtxPartChecksum.EMPTY : new LtxPartChecksum(checksum.value(), checksummed);
    }

    private CorruptDataException corrupt(long position, String detail) {
        return new CorruptDataException(Problem.BAD_PAGE, resource, position, detail);
    }
}
