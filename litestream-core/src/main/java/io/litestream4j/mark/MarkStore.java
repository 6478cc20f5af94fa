package io.litestream4j.mark;

import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The marks of a replica. Safe for use by several threads. */
public final class MarkStore {

    private static final Comparator<Mark> ORDER =
            Comparator.comparing(Mark::txId).thenComparing(Mark::name);

    private final SideObjects objects;

    /** Creates a store of the marks among the side objects of a replica. */
    public MarkStore(SideObjects objects) {
        this.objects = objects;
    }

    /** Hears of objects in the place of marks that are none. */
    @FunctionalInterface
    public interface Damaged {

        /** Takes the name of the object, and what is wrong with it; throws that if there is nothing to go on with. */
        void accept(String name, IOException problem) throws IOException;
    }

    /** Returns all marks, in the order of their TXIDs, at the cost of a listing and a request for each. */
    public List<Mark> list() throws IOException {
        return list((name, problem) -> {
            throw problem;
        });
    }

    /** Returns the marks that are not damaged, in the order of their TXIDs, at the same cost. */
    public List<Mark> list(Damaged damaged) throws IOException {
        List<Mark> marks = new ArrayList<>();
        for (String name : objects.list(MarkObject.PREFIX)) {
            if (name.endsWith(MarkObject.SUFFIX)) {
                // One that is gone meanwhile is none.
                Optional<SideObject> object = objects.get(name);
                if (object.isPresent()) {
                    parse(object.get(), damaged).ifPresent(marks::add);
                }
            }
        }
        return ordered(marks.stream());
    }

    private static Optional<Mark> parse(SideObject object, Damaged damaged) throws IOException {
        try {
            return Optional.of(MarkObject.parse(object));
        } catch (IOException e) {
            damaged.accept(object.name(), e);
            return Optional.empty();
        }
    }

    /** Returns marks in the order of their TXIDs. */
    public static List<Mark> ordered(Stream<Mark> marks) {
        return marks.sorted(ORDER).toList();
    }

    /** Returns a mark, at the cost of one request; empty if there is none of that name. */
    public Optional<Mark> find(String name) throws IOException {
        Optional<SideObject> object = objects.get(MarkObject.name(name));
        return object.isPresent() ? Optional.of(MarkObject.parse(object.get())) : Optional.empty();
    }

    /**
     * Makes a mark.
     *
     * @return the mark that is there now: another one of that name if it has the same TXID
     * @throws MarkExistsException if the name belongs to another TXID
     */
    public Mark create(Mark mark) throws IOException {
        try {
            objects.create(MarkObject.name(mark.name()), MarkObject.toJson(mark));
            return mark;
        } catch (SideObjectConflictException e) {
            Mark existing = find(mark.name()).orElseThrow(() -> e);
            if (!existing.txId().equals(mark.txId())) {
                throw new MarkExistsException(existing);
            }
            return existing;
        }
    }

    /** Deletes a mark; one that is missing is fine. */
    public void delete(String name) throws IOException {
        objects.delete(MarkObject.name(name));
    }
}
