package io.litestream4j.restore.v03;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the files for a restore: the newest snapshot, and the segments of its generation from there on. Where Litestream would
 * fall back to an older generation without a word, as the newest one has lost its snapshots, there is no plan.
 */
public final class V03Planner {

    private V03Planner() {}

    /**
     * Plans a restore.
     *
     * @param files all files, in any order
     * @param notAfter files that are later than this are left out; null to leave out none
     * @return the plan; empty if there is no snapshot
     * @throws V03GapException if files are missing that the listing shows to be
     */
    public static Optional<V03Plan> plan(List<V03File> files, @Nullable Instant notAfter) throws V03GapException {
        List<V03File> admitted = files.stream()
                .filter(file -> notAfter == null || !file.created().isAfter(notAfter))
                .toList();
        Optional<V03File> newest = newestSnapshot(admitted);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        V03File snapshot = newest.get();
        requireNewestGeneration(snapshot, admitted);
        List<V03File> segments = admitted.stream()
                .filter(file -> !file.isSnapshot()
                        && file.generation().equals(snapshot.generation())
                        && file.index() >= snapshot.index())
                .sorted(Comparator.comparingLong(V03File::index).thenComparingLong(V03File::offset))
                .toList();
        requireEveryIndex(snapshot, segments);
        return Optional.of(new V03Plan(snapshot, segments));
    }

    /** Returns the newest of the snapshots in a list. */
    static Optional<V03File> newestSnapshot(List<V03File> files) {
        return files.stream().filter(V03File::isSnapshot).max(Comparator.comparing(V03File::created));
    }

    private static void requireNewestGeneration(V03File snapshot, List<V03File> files) throws V03GapException {
        V03File newest =
                files.stream().max(Comparator.comparing(V03File::created)).orElse(snapshot);
        boolean sameTime = newest.created().equals(snapshot.created());
        if (!sameTime && !newest.generation().equals(snapshot.generation())) {
            throw new V03GapException("the newest generation " + newest.generation() + ", with WAL from "
                    + newest.created() + ", has lost its snapshots; generation " + snapshot.generation()
                    + " is older, from " + snapshot.created() + ": restore its state by a timestamp if that is wanted");
        }
    }

    private static void requireEveryIndex(V03File snapshot, List<V03File> segments) throws V03GapException {
        long expected = snapshot.index();
        for (V03File segment : segments) {
            boolean begins = segment.offset() == 0;
            long index = begins ? expected : expected - 1;
            if (segment.index() != index) {
                throw new V03GapException("files are missing from generation " + snapshot.generation() + ": "
                        + segment.object().name()
                        + " does not follow the WAL before it, expected index "
                        + String.format(Locale.ROOT, "%08x", expected));
            }
            expected += begins ? 1 : 0;
        }
    }
}
