package io.litestream4j;

import io.litestream4j.compaction.MarkedPoints;
import io.litestream4j.io.FileFailures;
import io.litestream4j.ltx.TxId;
import io.litestream4j.mark.MarkExistsException;
import io.litestream4j.mark.MarkStore;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.status.Mark;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The marks of one database. They are read once; after that the only changes that are noticed are those of this process, and
 * those of others when all marks are listed. Safe for use by several threads.
 */
final class EngineMarks implements MarkedPoints {

    private static final Logger log = LoggerFactory.getLogger(EngineMarks.class);

    private final DatabaseOptions options;
    private final MarkStore store;
    private final StatusBoard board;
    private final InstantSource clock;
    private List<Mark> known = List.of();
    private boolean complete;
    private int underWay;
    private long changes;

    /**
     * Creates an object that knows no marks yet.
     *
     * @param replica asks the guard before it writes
     */
    EngineMarks(DatabaseOptions options, ReplicaClient replica, StatusBoard board, InstantSource clock) {
        this.options = options;
        this.store = new MarkStore(replica.sideObjects());
        this.board = board;
        this.clock = clock;
    }

    /**
     * Makes a mark. Nothing is deleted from the replica from before {@code state} is asked for until the mark is known here:
     * the state that it returns was the newest one meanwhile, or is younger than any decision to delete.
     *
     * @param state captures what is committed, and returns its TXID once the replica has it
     */
    Mark mark(String name, String creator, Supplier<TxId> state) {
        Mark.requireName(name);
        begin();
        try {
            TxId txId = state.get();
            if (txId.isNone()) {
                throw new LitestreamException(options.name() + " is empty: there is no state to mark", null);
            }
            Mark mark = store.create(new Mark(name, txId, clock.instant(), creator));
            change(marks -> with(marks, mark));
            log.info("Marked database={} mark={} txid={} creator={}", options.name(), name, txId, creator);
            return mark;
        } catch (MarkExistsException e) {
            throw new MarkTakenException("Cannot mark " + options.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            // It may be there all the same.
            forget();
            throw failed("Cannot mark " + options.name() + " as " + name, e);
        } finally {
            end();
        }
    }

    private static List<Mark> with(List<Mark> marks, Mark added) {
        return MarkStore.ordered(
                Stream.concat(marks.stream().filter(mark -> !mark.name().equals(added.name())), Stream.of(added)));
    }

    /** Deletes a mark, and returns whether there was one. */
    boolean delete(String name) {
        Mark.requireName(name);
        try {
            boolean existed = store.find(name).isPresent();
            store.delete(name);
            change(marks ->
                    marks.stream().filter(mark -> !mark.name().equals(name)).toList());
            return existed;
        } catch (IOException e) {
            forget();
            throw failed("Cannot delete the mark " + name + " of " + options.name(), e);
        }
    }

    /** Reads all marks. */
    List<Mark> list() {
        try {
            return read();
        } catch (IOException e) {
            throw failed("Cannot read the marks of " + options.name(), e);
        }
    }

    @Override
    public Optional<Collection<TxId>> get() throws IOException {
        if (!isComplete()) {
            read();
        }
        return marked();
    }

    private List<Mark> read() throws IOException {
        long before = changes();
        List<Mark> marks = store.list();
        learn(marks, before);
        return marks;
    }

    private synchronized Optional<Collection<TxId>> marked() {
        return complete && underWay == 0
                ? Optional.of(known.stream().map(Mark::txId).toList())
                : Optional.empty();
    }

    private synchronized boolean isComplete() {
        return complete;
    }

    private synchronized long changes() {
        return changes;
    }

    /** Takes over what was read, unless a mark was made or deleted meanwhile: the next reading has that. */
    private synchronized void learn(List<Mark> marks, long changesBefore) {
        if (changes == changesBefore) {
            complete = true;
            show(marks);
        }
    }

    private synchronized void change(UnaryOperator<List<Mark>> change) {
        changes++;
        show(change.apply(known));
    }

    private void show(List<Mark> marks) {
        known = marks;
        board.update(status -> status.withContent(status.content().withMarks(marks)));
    }

    private synchronized void forget() {
        changes++;
        complete = false;
    }

    private synchronized void begin() {
        underWay++;
    }

    private synchronized void end() {
        underWay--;
    }

    private static LitestreamException failed(String what, IOException e) {
        return new LitestreamException(what + ": " + FileFailures.describe(e), e);
    }
}
