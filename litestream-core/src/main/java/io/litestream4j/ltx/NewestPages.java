package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest versions of the pages of files that follow each other, in memory. Of many files of the same few pages this takes
 * only as much as one version of each, where a merge of all of them has to hold a buffer for each file.
 *
 * <p>The files are {@linkplain #takeOlder taken} from the newest to the oldest; then this is an input of a merge. For one
 * thread.
 */
public final class NewestPages implements MergeInput {

    /** What the map takes for a page besides its block, in bytes. */
    private static final int ENTRY_SIZE = 100;

    private final long maxSize;
    private final Map<Integer, byte[]> blocks = new HashMap<>();
    private long size;
    private @Nullable LtxHeader header;
    private String resource = "no file";

    private int[] order = new int[0];
    private int next = -1;
    private byte[] page = new byte[0];

    /**
     * Begins with no file.
     *
     * @param maxSize how much heap the pages may take, in bytes
     */
    public NewestPages(long maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Reads all of a file, and takes the pages that no newer one has.
     *
     * @param older the file in front of those that were taken
     * @return false if it does not fit, or has another page size: nothing of it is taken then
     * @throws CorruptDataException if the file is damaged, or does not belong there; this is of no use any more then
     */
    public boolean takeOlder(LtxReader older) throws IOException {
        if (header != null && header.pageSize() != older.header().pageSize()) {
            return false;
        }
        Map<Integer, byte[]> taken = new HashMap<>();
        long takenSize = 0;
        while (older.nextPage()) {
            if (!blocks.containsKey(older.pageNumber())) {
                byte[] block = older.block();
                takenSize += block.length + ENTRY_SIZE;
                if (size + takenSize > maxSize) {
                    return false;
                }
                taken.put(older.pageNumber(), block);
            }
        }
        older.finish();
        resource = header == null ? older.resource() : resource;
        header = header == null ? MergedHeader.of(List.of(older)) : MergedHeader.of(List.of(older, this));
        blocks.putAll(taken);
        size += takenSize;
        return true;
    }

    @Override
    public LtxHeader header() {
        if (header == null) {
            throw new IllegalStateException("no file was taken");
        }
        return header;
    }

    /** Returns the newest file. */
    @Override
    public String resource() {
        return resource;
    }

    @Override
    public boolean nextPage() throws CorruptDataException {
        if (next < 0) {
            order = blocks.keySet().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            page = new byte[header().pageSize()];
        }
        if (next + 1 >= order.length) {
            return false;
        }
        next++;
        byte[] block = block();
        if (Lz4.decompress(block, 0, block.length, page, 0) != page.length) {
            throw new CorruptDataException(
                    Problem.BAD_PAGE, resource, -1, "page " + pageNumber() + " changed in memory");
        }
        return true;
    }

    private byte[] block() {
        return Objects.requireNonNull(blocks.get(pageNumber()));
    }

    @Override
    public int pageNumber() {
        return order[next];
    }

    @Override
    public byte[] page() {
        return page;
    }

    @Override
    public void copyPage(LtxWriter writer) throws IOException {
        writer.writePage(pageNumber(), page, ByteBuffer.wrap(block()));
    }

    /** Everything was checked when it was taken. */
    @Override
    public void verify() {}

    @Override
    public void close() {
        blocks.clear();
    }
}
