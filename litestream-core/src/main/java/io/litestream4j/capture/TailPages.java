package io.litestream4j.capture;

import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * The pages of the WAL's tail, read into memory while the write lock is held, so that they can be encoded after it is
 * released and the WAL has started again. Reused. Not safe for use by several threads.
 */
final class TailPages implements PageSource {

    private final int pageSize;
    private byte[] content = new byte[0];
    private int[] pageNumbers = new int[0];

    TailPages(int pageSize) {
        this.pageSize = pageSize;
    }

    void load(int[] sortedPageNumbers, PageMap frames, WalReader wal, PageSource database) throws IOException {
        int needed = Math.multiplyExact(sortedPageNumbers.length, pageSize);
        if (content.length < needed) {
            content = new byte[needed];
        }
        pageNumbers = sortedPageNumbers;
        byte[] page = new byte[pageSize];
        for (int i = 0; i < pageNumbers.length; i++) {
            long frame = frames.get(pageNumbers[i]);
            if (frame >= 0) {
                wal.readPage(frame, content, i * pageSize);
            } else {
                database.read(pageNumbers[i], page);
                System.arraycopy(page, 0, content, i * pageSize, pageSize);
            }
        }
    }

    @Override
    public void read(int pageNumber, byte[] target) {
        int index = Arrays.binarySearch(pageNumbers, pageNumber);
        System.arraycopy(content, index * pageSize, target, 0, pageSize);
    }
}
