package io.litestream4j.compaction;

import static io.litestream4j.compaction.Files.NOW;
import static io.litestream4j.compaction.Files.contents;
import static io.litestream4j.compaction.Files.file;
import static io.litestream4j.compaction.Files.snapshot;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionPolicyTests {

    private static final RetentionRules DEFAULTS = rules(ofMinutes(5), 0, 0, 0);

    private static RetentionRules rules(Duration captures, int daily, int weekly, int monthly) {
        return new RetentionRules(true, ofHours(24), captures, daily, weekly, monthly);
    }

    private static List<ReplicaFile> decide(Contents contents) {
        return RetentionPolicy.decide(contents, DEFAULTS, List.of(), NOW);
    }

    @Test
    void emptyReplicaLosesNothing() {
        assertThat(decide(contents())).isEmpty();
    }

    @Test
    void capturesGoWhenTheyAreOldAndMerged() {
        Contents contents = contents(
                file(0, 2, 2, ofMinutes(7)),
                file(0, 3, 3, ofMinutes(6)),
                file(0, 4, 4, ofMinutes(4)),
                file(0, 5, 5),
                file(1, 2, 3),
                file(1, 4, 4),
                snapshot(1, ofHours(1)));
        assertThat(decide(contents)).containsExactly(file(0, 2, 2, ofMinutes(7)), file(0, 3, 3, ofMinutes(6)));
    }

    @Test
    void oldCapturesStayWhileAYoungOneNeedsThem() {
        Contents contents = contents(
                file(0, 2, 2, ofMinutes(7)),
                file(0, 3, 3, ofMinutes(4)),
                file(0, 4, 4),
                file(1, 2, 3),
                snapshot(1, ofHours(1)));
        assertThat(decide(contents)).isEmpty();
    }

    @Test
    void capturesThatAreNotMergedStay() {
        Contents contents =
                contents(file(0, 2, 2, ofHours(2)), file(0, 3, 3, ofHours(1)), file(0, 4, 4), snapshot(1, ofHours(2)));
        assertThat(decide(contents)).isEmpty();
    }

    @Test
    void baseAmongTheCapturesGoesWhenItIsASnapshot() {
        Contents contents = contents(file(0, 1, 1, ofHours(1)), file(0, 2, 2), snapshot(1, ofHours(1)));
        assertThat(decide(contents)).containsExactly(file(0, 1, 1, ofHours(1)));
    }

    @Test
    void baseWithoutASnapshotStays() {
        assertThat(decide(contents(file(0, 1, 1, ofHours(1)), file(0, 2, 2), file(1, 2, 2))))
                .isEmpty();
    }

    @Test
    void newestCaptureStaysHoweverOldItIs() {
        assertThat(decide(contents(file(0, 2, 2, ofHours(1)), file(1, 2, 2), snapshot(1, ofHours(2)))))
                .isEmpty();
    }

    @Test
    void captureFromTheFutureKeepsNoneAlive() {
        Contents contents = contents(
                file(0, 2, 2, ofDays(-1)),
                file(0, 3, 3, ofHours(1)),
                file(0, 4, 4),
                file(1, 2, 3),
                snapshot(1, ofDays(2)));
        assertThat(decide(contents)).containsExactly(file(0, 2, 2, ofDays(-1)), file(0, 3, 3, ofHours(1)));
    }

    @Test
    void capturesWithoutATimeOfTheirOwnStayAsLongAsTheLevels() {
        Contents contents = contents(
                file(0, 2, 2, ofDays(3)),
                file(0, 3, 3, ofHours(9)),
                file(0, 4, 4),
                file(1, 2, 4),
                snapshot(2, ofHours(30)));
        RetentionRules rules = rules(Duration.ZERO, 0, 0, 0);
        assertThat(RetentionPolicy.decide(contents, rules, List.of(), NOW)).containsExactly(file(0, 2, 2, ofDays(3)));
    }

    @Test
    void newestSnapshotFromBeforeTheTimeToKeepIsTheBase() {
        Contents contents = contents(snapshot(10, ofHours(49)), snapshot(20, ofHours(25)), snapshot(30, ofHours(1)));
        assertThat(decide(contents)).containsExactly(snapshot(10, ofHours(49)));
    }

    @Test
    void filesOfTheLevelsGoWithTheirBase() {
        Contents contents = contents(
                snapshot(10, ofHours(49)),
                snapshot(20, ofHours(25)),
                file(1, 11, 19),
                file(1, 20, 20),
                file(1, 21, 29),
                file(2, 11, 20),
                file(2, 21, 29),
                file(3, 15, 25));
        assertThat(decide(contents))
                .containsExactly(snapshot(10, ofHours(49)), file(2, 11, 20), file(1, 11, 19), file(1, 20, 20));
    }

    @Test
    void newestFileOfEachLevelStays() {
        assertThat(decide(contents(snapshot(20, ofHours(25)), file(1, 2, 9), file(2, 2, 9), file(0, 9, 9))))
                .isEmpty();
    }

    @Test
    void nothingGoesWhenDeletionIsLeftToTheBucket() {
        RetentionRules off = new RetentionRules(false, ofHours(24), ofMinutes(5), 0, 0, 0);
        Contents contents = contents(snapshot(10, ofHours(49)), snapshot(20, ofHours(25)));
        assertThat(RetentionPolicy.decide(contents, off, List.of(), NOW)).isEmpty();
    }

    @Test
    void clockADayAheadLeavesTheNewestChain() {
        Contents contents = contents(
                snapshot(10, ofHours(25)), snapshot(20, ofHours(1)), file(1, 11, 20), file(1, 21, 29), file(0, 30, 30));
        assertThat(RetentionPolicy.decide(contents, DEFAULTS, List.of(), NOW.plus(ofDays(1))))
                .containsExactly(snapshot(10, ofHours(25)), file(1, 11, 20));
    }

    @Test
    void clockADayBehindDeletesNothing() {
        Contents contents = contents(snapshot(10, ofHours(49)), snapshot(20, ofHours(25)), snapshot(30, ofHours(1)));
        assertThat(RetentionPolicy.decide(contents, DEFAULTS, List.of(), NOW.minus(ofDays(2))))
                .isEmpty();
    }

    @Test
    void snapshotMadeWithTheClockADayBehindIsNoReasonToDeleteThoseBefore() {
        Contents contents = contents(
                snapshot(10, ofHours(30)),
                snapshot(20, ofHours(6)),
                snapshot(30, ofHours(27)),
                snapshot(40, ofHours(1)));
        assertThat(decide(contents)).isEmpty();
    }

    @Test
    void snapshotFromTheFutureIsKept() {
        Contents contents = contents(snapshot(10, ofHours(49)), snapshot(20, ofDays(-1)));
        assertThat(decide(contents)).isEmpty();
    }

    @Test
    void snapshotFromTheFutureKeepsNothingAliveOnceLaterOnesAreOld() {
        Contents contents = contents(
                snapshot(10, ofDays(5)),
                snapshot(20, ofDays(-365)),
                snapshot(30, ofDays(3)),
                snapshot(40, ofDays(2)),
                snapshot(50, ofHours(1)),
                file(1, 11, 40),
                file(1, 41, 50));
        assertThat(decide(contents))
                .containsExactly(
                        snapshot(10, ofDays(5)), snapshot(20, ofDays(-365)), snapshot(30, ofDays(3)), file(1, 11, 40));
    }

    @Test
    void snapshotFromTheFutureIsAsOldAsTheNextOne() {
        Contents contents = contents(
                snapshot(10, ofDays(5)), snapshot(20, ofDays(3)), snapshot(30, ofDays(-365)), snapshot(40, ofHours(6)));
        assertThat(decide(contents)).containsExactly(snapshot(10, ofDays(5)));
    }

    @Test
    void newestSnapshotFromTheFutureIsFromNow() {
        Contents contents = contents(snapshot(10, ofDays(5)), snapshot(20, ofDays(3)), snapshot(30, ofDays(-365)));
        assertThat(decide(contents)).containsExactly(snapshot(10, ofDays(5)));
        assertThat(RetentionPolicy.decide(contents, rules(ofMinutes(5), 2, 0, 0), List.of(), NOW))
                .containsExactly(snapshot(10, ofDays(5)));
        assertThat(RetentionPolicy.decide(contents, rules(ofMinutes(5), 3, 0, 0), List.of(), NOW))
                .isEmpty();
    }

    @Test
    void lastSnapshotsOfDaysWeeksAndMonthsAreKept() {
        List<ReplicaFile> snapshots = new ArrayList<>();
        for (int day = 120; day >= 0; day--) {
            snapshots.add(snapshot(1000 - day, ofDays(day).plusHours(1)));
        }
        List<ReplicaFile> kept = new ArrayList<>(snapshots);
        kept.removeAll(RetentionPolicy.decide(contents(snapshots), rules(ofMinutes(5), 4, 3, 3), List.of(), NOW));
        assertThat(kept)
                .extracting(file -> file.created().toString())
                .containsExactly(
                        "2027-01-31T11:00:00Z", // January
                        "2027-02-21T11:00:00Z", // the Sunday before last
                        "2027-02-26T11:00:00Z",
                        "2027-02-27T11:00:00Z",
                        "2027-02-28T11:00:00Z", // Sunday, and the end of February
                        "2027-03-01T11:00:00Z"); // Monday
    }

    @Test
    void markedPointKeepsWhatItNeeds() {
        Contents contents = contents(
                snapshot(10, ofHours(49)),
                snapshot(20, ofHours(25)),
                snapshot(30, ofHours(1)),
                file(1, 11, 14),
                file(1, 15, 20),
                file(0, 15, 15, ofHours(40)),
                file(0, 16, 16, ofHours(39)),
                file(0, 31, 31));
        assertThat(RetentionPolicy.decide(contents, DEFAULTS, List.of(new TxId(15)), NOW))
                .containsExactly(file(0, 16, 16, ofHours(39)));
    }

    @Test
    void markThatIsGoneAlreadyKeepsNothing() {
        Contents contents = contents(snapshot(10, ofHours(49)), snapshot(20, ofHours(25)));
        assertThat(RetentionPolicy.decide(contents, DEFAULTS, List.of(new TxId(5)), NOW))
                .containsExactly(snapshot(10, ofHours(49)));
    }
}
