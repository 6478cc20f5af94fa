package io.litestream4j.capture;

import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each page in the WAL's tail, copied into memory: most of them before the write lock is taken, the
 * others under it. They are encoded after it is released, when the WAL may have started again. Reused. Not safe for use by
 * several threads.
 */
final class TailPages implements PageSource {

    private static final int FRAMES_AT_ONCE = 1024;

    private static final int CHUNK_BYTES = 256 << 10;

    /** A long tail is rare, and does not hold its memory until the next one. */
    private static final int MAX_KEPT_CHUNKS = 4;

    private final int pageSize;
    private final int pagesInChunk;
    private final List<byte[]> chunks = new ArrayList<>();

    /** Where each page is: its index in the chunks. */
    private final PageMap places = new PageMap();

    private int used;
    private @Nullable WalReader run;
    private long first;
    private long end;
    private int commit;

    TailPages(int pageSize) {
        this.pageSize = pageSize;
        this.pagesInChunk = Math.max(1, CHUNK_BYTES / pageSize);
    }

    /**
     * Copies committed frames; only those that it did not copy before, if the last call began with the same frame and nothing
     * else was called since.
     *
     * @param from index of the first frame
     * @param to index of the frame behind the last one
     * @return false if there are more than {@code maxPages} pages: they are forgotten
     */
    boolean copy(WalReader newRun, long from, long to, int maxPages) throws IOException {
        if (run != newRun || first != from) {
            release();
            first = from;
            end = from;
        }
        // If reading fails, the next call begins anew.
        run = null;
        while (end < to) {
            long next = Math.min(to, end + FRAMES_AT_ONCE);
            newRun.readPages(end, next, this::put);
            end = next;
            if (places.size() > maxPages) {
                release();
                return false;
            }
        }
        run = newRun;
        return true;
    }

    private void put(int pageNumber, int commitSize, byte[] source, int offset) {
        put(pageNumber, source, offset);
        commit = commitSize == 0 ? commit : commitSize;
    }

    private void put(int pageNumber, byte[] source, int offset) {
        int place = (int) places.get(pageNumber);
        if (place < 0) {
            place = used++;
            places.put(pageNumber, place);
        }
        if (place == chunks.size() * pagesInChunk) {
            chunks.add(new byte[pagesInChunk * pageSize]);
        }
        System.arraycopy(source, offset, chunks.get(place / pagesInChunk), offset(place), pageSize);
    }

    private int offset(int place) {
        return place % pagesInChunk * pageSize;
    }

    /** Returns the database size in pages after the frames that were copied. */
    int commit() {
        return commit;
    }

    /** Returns the copied pages, of which some may be removed; what is copied next begins anew. */
    PageMap pages() {
        run = null;
        return places;
    }

    /** Adds pages that have no frame, from where they are now. */
    void add(int[] pageNumbers, PageSource source) throws IOException {
        byte[] page = new byte[pageSize];
        for (int pageNumber : pageNumbers) {
            source.read(pageNumber, page);
            put(pageNumber, page, 0);
        }
    }

    /** Returns the page numbers, ascending. */
    int[] pageNumbers() {
        return places.sortedPageNumbers();
    }

    @Override
    public void read(int pageNumber, byte[] target) {
        int place = (int) places.get(pageNumber);
        System.arraycopy(chunks.get(place / pagesInChunk), offset(place), target, 0, pageSize);
    }

    /** Tells that the pages are no longer needed. */
    void release() {
        run = null;
        commit = 0;
        used = 0;
        places.clear();
        while (chunks.size() > MAX_KEPT_CHUNKS) {
            chunks.remove(chunks.size() - 1);
        }
    }
}
