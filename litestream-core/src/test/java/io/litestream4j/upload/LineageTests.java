package io.litestream4j.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.upload.Lineage.Overlap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose history it is, decided from values (I9). */
class LineageTests {

    private static final long NO_ORIGIN = -1;

    private static Lineage decide(long replica, long first, long last, long origin, Overlap overlap) {
        @Nullable TxId from = origin == NO_ORIGIN ? null : new TxId(origin);
        return Lineage.decide(new Lineage.Facts(new TxId(replica), new TxId(first), new TxId(last), from, overlap));
    }

    @Test
    void emptyReplicaIsOurs() {
        assertThat(decide(0, 5, 7, NO_ORIGIN, Overlap.NONE)).isInstanceOf(Lineage.Ours.class);
        assertThat(decide(0, 0, 0, 0, Overlap.NONE)).isInstanceOf(Lineage.Ours.class);
    }

    @Test
    void withoutLocalFilesEverythingIsOurs() {
        assertThat(decide(9, 0, 0, NO_ORIGIN, Overlap.NONE)).isInstanceOf(Lineage.Ours.class);
    }

    @Test
    void sameEndIsOurs() {
        assertThat(decide(7, 7, 9, NO_ORIGIN, Overlap.SAME)).isInstanceOf(Lineage.Ours.class);
    }

    @Test
    void firstStagedFileBehindTheEndIsOurs() {
        assertThat(decide(7, 8, 8, NO_ORIGIN, Overlap.NONE)).isInstanceOf(Lineage.Ours.class);
    }

    @Test
    void otherContentIsOthers() {
        assertThat(decide(7, 7, 9, NO_ORIGIN, Overlap.DIFFERENT)).isInstanceOf(Lineage.Others.class);
        assertThat(decide(7, 7, 9, 4, Overlap.DIFFERENT)).isInstanceOf(Lineage.Others.class);
    }

    @Test
    void replicaAheadIsOthers() {
        assertThat(decide(8, 7, 7, NO_ORIGIN, Overlap.NONE)).isInstanceOf(Lineage.Others.class);
    }

    @Test
    void replicaThatHasLostItsEndIsOthers() {
        assertThat(decide(3, 7, 9, NO_ORIGIN, Overlap.NONE)).isInstanceOf(Lineage.Others.class);
    }

    @Test
    void replicaThatHasGoneOnSinceTheRestoreIsOthers() {
        assertThat(decide(8, 0, 0, 7, Overlap.NONE)).isInstanceOf(Lineage.Others.class);
    }

    @Test
    void replicaThatWasEmptyWhenTheDatabaseWasMadeIsOthersOnceItIsNot() {
        assertThat(decide(1, 0, 0, 0, Overlap.NONE)).isInstanceOf(Lineage.Others.class);
    }

    @Test
    void replicaThatWasRestoredIsOurs() {
        assertThat(decide(7, 0, 0, 7, Overlap.NONE)).isInstanceOf(Lineage.Ours.class);
        assertThat(decide(7, 8, 9, 7, Overlap.NONE)).isInstanceOf(Lineage.Ours.class);
    }

    @Test
    void stagedFilesOfADatabaseBeforeTheRestoreAreGivenUp() {
        assertThat(decide(7, 5, 6, 7, Overlap.NONE)).isInstanceOf(Lineage.Restored.class);
        assertThat(decide(7, 5, 9, 7, Overlap.DIFFERENT)).isInstanceOf(Lineage.Restored.class);
    }
}
