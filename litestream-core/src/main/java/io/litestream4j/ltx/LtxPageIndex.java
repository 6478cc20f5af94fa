package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the pages of one LTX file are, for reading some of them without the others. Immutable.
 *
 * <p>Entries are in ascending order of page numbers, which is that of the frames in the file. Needs 12 bytes per page.
 */
public final class LtxPageIndex {

    private static final int VARINTS_PER_ENTRY = 3;

    private final int[] pageNumbers;

    /** One more than there are pages: the frames follow each other without gaps. */
    private final long[] offsets;

    private LtxPageIndex(int[] pageNumbers, long[] offsets) {
        this.pageNumbers = pageNumbers;
        this.offsets = offsets;
    }

    /**
     * Reads the index of a file and checks that it describes one frame after the other, from the header to the end
     * marker. Only the file checksum, which needs all pages, tells whether they are the right ones.
     *
     * @param bytes the page index with the 0 byte that ends it
     * @param header header of the file
     * @param indexOffset where in the file the index starts, see {@link LtxFooter#indexOffset}
     * @param resource the file, for the message of an exception
     * @throws CorruptDataException if the file cannot have such an index
     */
    public static LtxPageIndex load(byte[] bytes, LtxHeader header, long indexOffset, String resource)
            throws CorruptDataException {
        return load(bytes, bytes.length, header, indexOffset, resource);
    }

    /** Reads the index of a file from the first {@code size} of the bytes. */
    static LtxPageIndex load(byte[] bytes, int size, LtxHeader header, long indexOffset, String resource)
            throws CorruptDataException {
        int pageCount = countPages(bytes, size);
        int[] pageNumbers = new int[pageCount];
        long[] offsets = new long[pageCount + 1];
        offsets[0] = LtxHeader.SIZE;
        ByteBuffer source = ByteBuffer.wrap(bytes, 0, size);
        PageSequence sequence = new PageSequence(header);
        boolean valid = true;
        for (int i = 0; valid && i < pageCount; i++) {
            long pageNumber = Varint.get(source);
            long offset = Varint.get(source);
            long frameSize = Varint.get(source);
            valid = pageNumber == (int) pageNumber
                    && sequence.accept((int) pageNumber).isEmpty()
                    && offset == offsets[i]
                    && frameSize > LtxPageHeader.SIZE
                    && frameSize <= LtxPageCodec.bound(header.pageSize());
            pageNumbers[i] = (int) pageNumber;
            offsets[i + 1] = offset + frameSize;
        }
        boolean ended = valid && Varint.get(source) == 0 && !source.hasRemaining();
        if (!ended
                || offsets[pageCount] != indexOffset - LtxPageHeader.SIZE
                || sequence.end().isPresent()) {
            throw new CorruptDataException(
                    Problem.BAD_INDEX,
                    resource,
                    indexOffset + source.position(),
                    "page index does not describe the frames of a file of this header and size");
        }
        return new LtxPageIndex(pageNumbers, offsets);
    }

    /** Counts by the bytes that end a varint, such that no count that the file states is ever trusted. */
    private static int countPages(byte[] bytes, int size) {
        int varints = 0;
        for (int i = 0; i < size; i++) {
            varints += bytes[i] >= 0 ? 1 : 0;
        }
        return varints / VARINTS_PER_ENTRY;
    }

    /** Returns the number of pages. */
    public int pageCount() {
        return pageNumbers.length;
    }

    /**
     * Returns the page number of an entry.
     *
     * @param entry from 0 to the number of pages - 1
     */
    public int pageNumber(int entry) {
        return pageNumbers[entry];
    }

    /**
     * Returns where in the file the frame of an entry starts, and the one before it ends.
     *
     * @param entry from 0 to the number of pages; the last one is where the end marker starts
     */
    public long offset(int entry) {
        return offsets[entry];
    }

    /** Returns a copy of the page numbers of the entries from {@code first} to before {@code end}. */
    public int[] pageNumbers(int first, int end) {
        return Arrays.copyOfRange(pageNumbers, first, end);
    }

    /** Returns a copy of the {@linkplain #offset offsets} of the entries from {@code first} to before {@code end}. */
    public long[] offsets(int first, int end) {
        return Arrays.copyOfRange(offsets, first, end);
    }

    /** Returns how many entries, from the first on, have frames that end at or before an offset, which is behind the header. */
    public int countUpTo(long offset) {
        int found = Arrays.binarySearch(offsets, offset);
        return found >= 0 ? found : -(found + 1) - 1;
    }

    /** Returns the first entry whose page number is {@code pageNumber} or above; the number of pages if none is. */
    public int firstEntryFrom(int pageNumber) {
        int found = Arrays.binarySearch(pageNumbers, pageNumber);
        return found >= 0 ? found : -(found + 1);
    }
}
