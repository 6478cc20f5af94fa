package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.nio.ByteBuffer;

/**
 * What is around the pages of an LTX file: header, page index and trailer. Enough to read some of the pages, or all of them
 * in parts, and to check the file checksum if it was all of them. Immutable; needs 12 bytes for each page.
 */
public final class LtxOutline {

    /** A page header of zeros. */
    private static final byte[] END_MARKER = new byte[LtxPageHeader.SIZE];

    private final LtxHeader header;
    private final LtxPageIndex index;
    private final LtxFileChecksum checksum;

    private LtxOutline(LtxHeader header, LtxPageIndex index, LtxFileChecksum checksum) {
        this.header = header;
        this.index = index;
        this.checksum = checksum;
    }

    /**
     * Takes both ends of a file.
     *
     * @param head the first {@value LtxHeader#SIZE} bytes of the file
     * @param tail the file from the start of its page index on, see {@link LtxFooter#indexOffset}
     * @param fileSize size of the file in bytes
     * @param resource the file, for the messages of exceptions
     * @throws CorruptDataException if no file has these ends
     */
    public static LtxOutline load(byte[] head, byte[] tail, long fileSize, String resource)
            throws CorruptDataException {
        LtxHeader header = LtxHeader.load(ByteBuffer.wrap(head), resource);
        int indexSize = tail.length - LtxFooter.SIZE;
        LtxFooter footer = LtxFooter.load(ByteBuffer.wrap(tail, indexSize, LtxFooter.SIZE));
        LtxPageIndex index = LtxPageIndex.load(tail, indexSize, header, fileSize - tail.length, resource);
        checkTrailer(header, footer.trailer(), fileSize, resource);
        LtxPartChecksum after = LtxPartChecksum.of(END_MARKER, tail, indexSize + LtxFooter.CHECKSUMMED_SIZE);
        LtxPartChecksum before = LtxPartChecksum.of(head, 0, LtxHeader.SIZE);
        long stored = footer.trailer().fileChecksum();
        return new LtxOutline(header, index, new LtxFileChecksum(resource, fileSize, before, after, stored));
    }

    private static void checkTrailer(LtxHeader header, LtxTrailer trailer, long fileSize, String resource)
            throws CorruptDataException {
        boolean legal = header.tracksChecksums() ? trailer.postApplyChecksum() < 0 : trailer.postApplyChecksum() == 0;
        if (!legal || trailer.fileChecksum() >= 0) {
            throw new CorruptDataException(
                    Problem.BAD_TRAILER,
                    resource,
                    fileSize - LtxTrailer.SIZE,
                    "post-apply checksum 0x" + Long.toHexString(trailer.postApplyChecksum()) + " and file checksum 0x"
                            + Long.toHexString(trailer.fileChecksum()) + " do not fit the header's flags");
        }
    }

    /** Returns the header. */
    public LtxHeader header() {
        return header;
    }

    /** Returns where the pages are. */
    public LtxPageIndex index() {
        return index;
    }

    /** Returns what is left to check when all pages were read. */
    public LtxFileChecksum checksum() {
        return checksum;
    }
}
