package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.nio.ByteBuffer;

/**
 * The last 24 bytes of an LTX file, which tell where the page index is.
 *
 * @param indexSize offset 0, 8 bytes: size of the page index in bytes, with the 0 byte that ends it
 * @param trailer offset 8, 16 bytes
 */
public record LtxFooter(long indexSize, LtxTrailer trailer) {

    /** Size in bytes. */
    public static final int SIZE = Long.BYTES + LtxTrailer.SIZE;

    /** How many bytes of the footer the file checksum covers: all but the checksum itself. */
    static final int CHECKSUMMED_SIZE = SIZE - Long.BYTES;

    /** A file has at least a header, an end marker, an empty index and this. */
    private static final int MIN_FILE_SIZE = LtxHeader.SIZE + LtxPageHeader.SIZE + 1 + SIZE;

    static LtxFooter load(ByteBuffer source) {
        return new LtxFooter(source.getLong(), LtxTrailer.load(source));
    }

    /**
     * Reads the footer of a file.
     *
     * @param bytes the last {@value #SIZE} bytes of the file
     * @param fileSize size of the file in bytes
     * @param resource the file, for the message of an exception
     * @throws CorruptDataException if the index cannot be where the footer says
     */
    public static LtxFooter load(byte[] bytes, long fileSize, String resource) throws CorruptDataException {
        LtxFooter footer = load(ByteBuffer.wrap(bytes));
        if (footer.indexSize < 1 || footer.indexSize > fileSize - MIN_FILE_SIZE + 1) {
            throw new CorruptDataException(
                    Problem.BAD_INDEX,
                    resource,
                    fileSize - SIZE,
                    "page index of " + Long.toUnsignedString(footer.indexSize) + " bytes in a file of " + fileSize);
        }
        return footer;
    }

    void writeTo(ByteBuffer target) {
        target.putLong(indexSize);
        trailer.writeTo(target);
    }

    /** Returns the offset of the page index in a file of {@code fileSize} bytes. */
    public long indexOffset(long fileSize) {
        return fileSize - SIZE - indexSize;
    }
}
