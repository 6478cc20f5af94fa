package io.litestream4j.compaction;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestoreTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A year of random load with restarts and clocks that jump by up to a day. After each step what is promised restores to what
 * the database was: the newest state; single TXIDs for five minutes; merged states for a day; a snapshot of each of seven
 * days, four weeks and twelve months; and whatever is marked.
 */
class SimulatedYearTests {

    private static final RetentionRules RULES = new RetentionRules(true, ofHours(24), ofMinutes(5), 7, 4, 12);

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final TreeMap<Instant, TxId> captures = new TreeMap<>();
    private final TreeMap<Instant, TxId> merged = new TreeMap<>();
    private SimulatedReplica replica;
    private TxId lastBeforeJump = TxId.NONE;

    @BeforeEach
    void open() throws IOException {
        replica = new SimulatedReplica(random, RULES, new NoLocalFiles());
    }

    @Test
    void everyPromisedPointRestoresAndNoMoreIsKept() throws Exception {
        Instant end = replica.now.plus(ofDays(365));
        while (replica.now.isBefore(end)) {
            load();
            replica.step(Duration.ZERO);
            remember();
            if (random.nextInt(50) == 0) {
                replica.restart();
            }
            if (random.nextInt(100) == 0) {
                jump();
            }
            checkPoints();
            checkSize();
        }
        assertThat(replica.failures).as("seed %s", seed).isEmpty();
        assertThat(replica.gaps).as("seed %s", seed).isEmpty();
        assertThat(replica.contents().level(ReplicaFile.SNAPSHOT_LEVEL))
                .as("seed %s", seed)
                .hasSizeGreaterThan(7 + 12);
    }

    private void load() throws IOException {
        replica.now = replica.now.plusSeconds(random.nextInt(12 * 3600));
        for (int i = random.nextInt(12); i > 0; i--) {
            replica.now = replica.now.plusSeconds(random.nextInt(60));
            captures.put(replica.now, replica.change().name().max());
            if (random.nextInt(10) == 0) {
                replica.step(Duration.ZERO);
            }
            if (random.nextInt(3000) == 0) {
                replica.marks.add(replica.history.txId());
            }
        }
    }

    /** Sets the clock. How old a point from before that is cannot be said, so it is not asked for; the others still are. */
    private void jump() {
        replica.now = replica.now.plusSeconds(random.nextInt(2 * 86_400) - 86_400);
        captures.clear();
        merged.clear();
        lastBeforeJump = replica.history.txId();
    }

    private void remember() {
        for (ReplicaFile file : replica.contents().level(1)) {
            if (file.name().max().isAfter(lastBeforeJump)) {
                merged.put(file.created(), file.name().max());
            }
        }
    }

    private void checkPoints() throws Exception {
        if (replica.history.txId().isNone()) {
            return;
        }
        check(new RestoreTarget.Latest(), replica.history.txId());
        some(captures.tailMap(replica.now.minus(RULES.captures()), false).values());
        some(merged.tailMap(replica.now.minus(RULES.snapshots()), false).values());
        some(replica.marks);
        some(replica.contents().level(ReplicaFile.SNAPSHOT_LEVEL).stream()
                .map(file -> file.name().max())
                .toList());
    }

    /** Checks three points: in a year every kind of point is checked thousands of times. */
    private void some(Collection<TxId> promised) throws Exception {
        List<TxId> points = List.copyOf(promised);
        for (int i = 0; i < 3 && !points.isEmpty(); i++) {
            TxId txId = points.get(random.nextInt(points.size()));
            check(new RestoreTarget.AtTxId(txId), txId);
        }
    }

    private void check(RestoreTarget.Point target, TxId expected) throws Exception {
        try {
            assertThat(replica.restore(target)).isEqualTo(replica.history.hash(expected));
        } catch (RestoreException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " at " + replica.now + ": " + target + " of " + replica.store.files(), e);
        }
    }

    private void checkSize() {
        Contents contents = replica.contents();
        List<LocalDate> days = contents.level(ReplicaFile.SNAPSHOT_LEVEL).stream()
                .map(file -> LocalDate.ofInstant(file.created(), ZoneOffset.UTC))
                .toList();
        assertThat(days.size())
                .as("seed %s snapshots %s", seed, days)
                .isLessThanOrEqualTo(7 + 4 + 12 + 5 + replica.marks.size());
        assertThat(contents.level(0).size()).as("seed %s", seed).isLessThanOrEqualTo(40 + 20 * replica.marks.size());
        assertThat(contents.level(1).size()).as("seed %s", seed).isLessThanOrEqualTo(200 + 80 * replica.marks.size());
    }
}
