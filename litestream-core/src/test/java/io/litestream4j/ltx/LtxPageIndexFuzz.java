package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.testing.FuzzTarget;
import java.io.IOException;
import java.util.Arrays;

/** LTX files by their page index: header, index and footer first, then each page on its own. */
public final class LtxPageIndexFuzz implements FuzzTarget {

    @Override
    public void test(byte[] input) throws IOException {
        try {
            readByIndex(input);
        } catch (CorruptDataException e) {
            // refused
        }
    }

    private static void readByIndex(byte[] input) throws IOException {
        if (input.length < LtxHeader.SIZE + LtxFooter.SIZE) {
            return;
        }
        byte[] end = Arrays.copyOfRange(input, input.length - LtxFooter.SIZE, input.length);
        long indexOffset = LtxFooter.load(end, input.length, "input").indexOffset(input.length);
        byte[] tail = Arrays.copyOfRange(input, (int) indexOffset, input.length);
        LtxOutline outline = LtxOutline.load(Arrays.copyOf(input, LtxHeader.SIZE), tail, input.length, "input");
        readPages(input, outline.header(), outline.index());
    }

    private static void readPages(byte[] input, LtxHeader header, LtxPageIndex index) throws IOException {
        LtxFrames frames = new LtxFrames(header.pageSize(), "input", input, true);
        byte[] page = new byte[header.pageSize()];
        for (int entry = 0; entry < index.pageCount(); entry++) {
            long offset = index.offset(entry);
            long end = index.offset(entry + 1);
            FuzzTarget.require(LtxHeader.SIZE <= offset && offset < end && end < input.length, offset + " to " + end);
            FuzzTarget.require(index.firstEntryFrom(index.pageNumber(entry)) == entry, "entry " + entry);
            FuzzTarget.require(index.pageNumber(entry) <= header.commit(), "page " + index.pageNumber(entry));
            frames.decode(offset, (int) offset, (int) (end - offset), index.pageNumber(entry), page, 0);
        }
    }
}
