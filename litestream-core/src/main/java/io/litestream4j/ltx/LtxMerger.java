package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges LTX files that follow each other into one: the newest version of each page, in ascending order. Used like a
 * {@link LtxReader}: {@link #nextPage()} until it returns false, then {@link #finish()}; only when that has succeeded is
 * the result good.
 *
 * <p>Memory is that of the inputs. Not safe for use by several threads.
 */
public final class LtxMerger implements Closeable {

    /** A reader that stands on a page, and its place in the order of the inputs. */
    private record Cursor(MergeInput reader, int order) {

        static final Comparator<Cursor> LOWEST_PAGE_NEWEST_FIRST =
                Comparator.comparingInt(Cursor::pageNumber).thenComparing(Cursor::order, Comparator.reverseOrder());

        int pageNumber() {
            return reader.pageNumber();
        }
    }

    private final List<MergeInput> inputs;
    private final LtxHeader header;
    private final PageSequence sequence;
    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>(Cursor.LOWEST_PAGE_NEWEST_FIRST);

    private @Nullable Cursor current;

    /**
     * Starts to merge.
     *
     * @param inputs at least one, in the order of their TXIDs, none of them read from; closed by {@link #close()}
     * @throws CorruptDataException if the inputs do not follow each other, or differ in page size
     */
    public LtxMerger(List<? extends MergeInput> inputs) throws IOException {
        this.inputs = List.copyOf(inputs);
        this.header = MergedHeader.of(this.inputs);
        this.sequence = new PageSequence(header);
        for (int order = 0; order < this.inputs.size(); order++) {
            advance(new Cursor(this.inputs.get(order), order));
        }
    }

    /** Returns the header of the result, without checksums of the database and position in a WAL. */
    public LtxHeader header() {
        return header;
    }

    /**
     * Moves to the next page.
     *
     * @return false if there are no more
     * @throws CorruptDataException if an input is damaged, or the result is a snapshot and lacks the page
     */
    public boolean nextPage() throws IOException {
        if (current != null) {
            leave(current);
        }
        current = cursors.poll();
        if (current == null || current.pageNumber() > header.commit()) {
            // the database has shrunk: all pages that are left lie behind its end
            cursors.clear();
            current = null;
            return false;
        }
        throwIfPresent(sequence.accept(current.pageNumber()));
        return true;
    }

    /** Moves a reader, and all those that have an older version of its page, to their next page. */
    private void leave(Cursor newest) throws IOException {
        Cursor older = cursors.peek();
        while (older != null && older.pageNumber() == newest.pageNumber()) {
            advance(cursors.remove());
            older = cursors.peek();
        }
        advance(newest);
    }

    private void advance(Cursor cursor) throws IOException {
        if (cursor.reader.nextPage()) {
            cursors.add(cursor);
        }
    }

    /** Returns the number of the current page. */
    public int pageNumber() {
        return current().pageNumber();
    }

    /** Returns the current page, valid until {@link #nextPage()}. */
    public byte[] page() {
        return current().reader.page();
    }

    /** Writes the current page; it is compressed again only if the formats of input and writer differ. */
    public void copyPage(LtxWriter writer) throws IOException {
        current().reader.copyPage(writer);
    }

    private Cursor current() {
        if (current == null) {
            throw new IllegalStateException("not on a page");
        }
        return current;
    }

    /**
     * Reads all inputs to their end and verifies them, and that a snapshot has all its pages.
     *
     * @throws CorruptDataException if anything is wrong; nothing that was read may be used then
     */
    public void finish() throws IOException {
        while (nextPage()) {
            // read on: completeness is known at the end
        }
        for (MergeInput input : inputs) {
            input.verify();
        }
        throwIfPresent(sequence.end());
    }

    private void throwIfPresent(Optional<PageSequence.Defect> defect) throws CorruptDataException {
        if (defect.isPresent()) {
            String resource = inputs.get(inputs.size() - 1).resource();
            throw new CorruptDataException(
                    defect.get().problem(),
                    "merge up to " + resource,
                    -1,
                    defect.get().detail());
        }
    }

    /** Closes all inputs. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (MergeInput input : inputs) {
            try {
                input.close();
            } catch (IOException ex) {
                failure = failure == null ? ex : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
