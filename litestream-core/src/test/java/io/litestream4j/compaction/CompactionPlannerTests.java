package io.litestream4j.compaction;

import static io.litestream4j.compaction.Files.captures;
import static io.litestream4j.compaction.Files.contents;
import static io.litestream4j.compaction.Files.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.compaction.CompactionDecision.Heal;
import io.litestream4j.compaction.CompactionDecision.Merge;
import io.litestream4j.compaction.CompactionDecision.Nothing;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionPlannerTests {

    private static CompactionDecision decide(Contents contents, int level) {
        return CompactionPlanner.decide(contents, level);
    }

    private static Merge merge(int level, ReplicaFile... sources) {
        return new Merge(level, List.of(sources));
    }

    @Test
    void emptyReplicaNeedsNothing() {
        assertThat(decide(contents(), 1)).isEqualTo(new Nothing());
    }

    @Test
    void levelGoesOnWhereItEnds() {
        Contents contents = contents(captures(2, 6), file(1, 2, 4), file(9, 1, 1));
        assertThat(decide(contents, 1)).isEqualTo(merge(1, file(0, 5, 5), file(0, 6, 6)));
    }

    @Test
    void mergedFileIsNamedAfterItsSources() {
        assertThat(new Merge(1, captures(5, 9)).name())
                .hasToString(file(1, 5, 9).name().toString());
    }

    @Test
    void levelThatHasEverythingNeedsNothing() {
        assertThat(decide(contents(captures(2, 4), file(1, 2, 4)), 1)).isEqualTo(new Nothing());
    }

    @Test
    void baseGoesToTheSnapshots() {
        assertThat(decide(contents(captures(1, 3)), 1)).isEqualTo(merge(9, file(0, 1, 1)));
    }

    @Test
    void baseThatIsASnapshotIsPassedOver() {
        Contents contents = contents(captures(1, 3), file(9, 1, 1));
        assertThat(decide(contents, 1)).isEqualTo(merge(1, file(0, 2, 2), file(0, 3, 3)));
    }

    @Test
    void baseAloneGoesNoFurther() {
        assertThat(decide(contents(file(0, 1, 1), file(9, 1, 1)), 1)).isEqualTo(new Nothing());
    }

    @Test
    void baseThatLitestreamHasMergedGoesToTheSnapshotsToo() {
        Contents contents = contents(file(1, 1, 40), file(1, 41, 50), file(9, 1, 1));
        assertThat(decide(contents, 2)).isEqualTo(merge(9, file(1, 1, 40)));
    }

    @Test
    void baseOfALevelThatLitestreamHasFilledIsPartOfIt() {
        Contents contents = contents(file(1, 1, 40), file(1, 41, 50), file(2, 1, 40), file(9, 1, 1));
        assertThat(decide(contents, 2)).isEqualTo(merge(2, file(1, 41, 50)));
    }

    @Test
    void mergeEndsBeforeAGap() {
        Contents contents = contents(captures(7, 9), file(0, 5, 5), file(1, 2, 4), file(9, 1, 1));
        assertThat(decide(contents, 1)).isEqualTo(merge(1, file(0, 5, 5)));
    }

    @Test
    void gapHasToBeHealed() {
        Contents contents = contents(captures(7, 9), file(1, 2, 4), file(9, 1, 1));
        assertThat(decide(contents, 1)).isEqualTo(new Heal(0, new TxId(4), file(0, 7, 7)));
    }

    @Test
    void gapAfterTheBaseHasToBeHealed() {
        assertThat(decide(contents(captures(4, 5), file(9, 1, 1)), 1)).isEqualTo(new Heal(0, TxId.NONE, file(0, 4, 4)));
    }

    @Test
    void snapshotHealsAGap() {
        Contents contents = contents(captures(7, 9), file(1, 2, 4), file(9, 1, 8));
        assertThat(decide(contents, 1)).isEqualTo(merge(1, file(0, 7, 7), file(0, 8, 8), file(0, 9, 9)));
    }

    @Test
    void snapshotThatEndsInTheGapDoesNotHealIt() {
        Contents contents = contents(captures(7, 9), file(1, 2, 4), file(9, 1, 5));
        assertThat(decide(contents, 1)).isInstanceOf(Heal.class);
    }

    @Test
    void newerSnapshotIsNoReasonToSkipFiles() {
        Contents contents = contents(captures(5, 6), file(1, 2, 4), file(9, 1, 6));
        assertThat(decide(contents, 1)).isEqualTo(merge(1, file(0, 5, 5), file(0, 6, 6)));
    }

    @Test
    void filesWithinOthersArePassedOver() {
        Contents contents = contents(file(1, 5, 6), file(1, 5, 9), file(1, 8, 9), file(1, 8, 12), file(2, 2, 4));
        assertThat(decide(contents, 2)).isEqualTo(merge(2, file(1, 5, 9), file(1, 8, 12)));
    }

    @Test
    void fileThatOverlapsTheLevelContinuesIt() {
        assertThat(decide(contents(file(1, 3, 9), file(2, 2, 4)), 2)).isEqualTo(merge(2, file(1, 3, 9)));
    }
}
