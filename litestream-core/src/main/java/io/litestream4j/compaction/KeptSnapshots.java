package io.litestream4j.compaction;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which snapshots are kept: everything from the base on, and the last one of each day, week and month (UTC, weeks from
 * Monday) that is to be kept. The base is the newest snapshot that is older than the time to keep, since points younger than
 * that begin with it; the newest snapshot of all is thus always kept.
 *
 * <p>Order is that of TXIDs. A snapshot counts as no older than those before it: a clock that was behind when one was made
 * does not make the others superfluous. One from the future was made by a clock that was ahead: it counts as being as old as
 * the next one that is not from the future, or as made now.
 */
final class KeptSnapshots {

    private record Dated(ReplicaFile file, Instant time) {

        LocalDate day() {
            return LocalDate.ofInstant(time, ZoneOffset.UTC);
        }
    }

    private final List<Dated> snapshots = new ArrayList<>();
    private final Set<ReplicaFile> kept = new HashSet<>();
    private final int base;

    KeptSnapshots(List<ReplicaFile> level, RetentionRules rules, Instant now) {
        List<ReplicaFile> ordered = level.stream()
                .filter(Contents::isComplete)
                .sorted(Comparator.comparing(file -> file.name().max()))
                .toList();
        date(ordered, now);
        this.base = base(now.minus(rules.snapshots()));
        snapshots.stream().skip(Math.max(base, 0)).map(Dated::file).forEach(kept::add);
        keepLast(rules.daily(), Dated::day);
        keepLast(rules.weekly(), KeptSnapshots::week);
        keepLast(rules.monthly(), snapshot -> snapshot.day().withDayOfMonth(1));
    }

    private void date(List<ReplicaFile> ordered, Instant now) {
        Instant time = Instant.MIN;
        List<ReplicaFile> undated = new ArrayList<>();
        for (ReplicaFile file : ordered) {
            undated.add(file);
            if (!file.created().isAfter(now)) {
                time = file.created().isAfter(time) ? file.created() : time;
                addAll(undated, time);
                undated.clear();
            }
        }
        addAll(undated, now);
    }

    private void addAll(List<ReplicaFile> files, Instant time) {
        files.forEach(file -> snapshots.add(new Dated(file, time)));
    }

    private int base(Instant oldest) {
        int index = snapshots.size() - 1;
        while (index >= 0 && snapshots.get(index).time().isAfter(oldest)) {
            index--;
        }
        return index;
    }

    private static List<Integer> week(Dated snapshot) {
        return List.of(
                snapshot.day().get(IsoFields.WEEK_BASED_YEAR), snapshot.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /** Keeps the last snapshot of each of the last {@code count} periods that have one. */
    private void keepLast(int count, Function<Dated, Object> period) {
        Set<Object> seen = new HashSet<>();
        for (int i = snapshots.size() - 1; i >= 0 && seen.size() < count; i--) {
            if (seen.add(period.apply(snapshots.get(i)))) {
                kept.add(snapshots.get(i).file());
            }
        }
    }

    /** Returns up to where nothing but snapshots is needed: to the base; none if there is no snapshot that is old enough. */
    TxId base() {
        return base < 0 ? TxId.NONE : snapshots.get(base).file().name().max();
    }

    /** Returns whether a snapshot is kept. */
    boolean contains(ReplicaFile snapshot) {
        return kept.contains(snapshot);
    }
}
