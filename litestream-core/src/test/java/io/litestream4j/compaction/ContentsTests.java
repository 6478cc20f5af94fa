package io.litestream4j.compaction;

import static io.litestream4j.compaction.Files.captures;
import static io.litestream4j.compaction.Files.contents;
import static io.litestream4j.compaction.Files.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentsTests {

    @Test
    void endOfALevelIsItsHighestTxId() {
        Contents contents = contents(file(1, 2, 9), file(1, 3, 5), file(9, 1, 12));
        assertThat(contents.end(1)).isEqualTo(new TxId(9));
        assertThat(contents.end(2)).isEqualTo(TxId.NONE);
        assertThat(contents.end()).isEqualTo(new TxId(12));
    }

    @Test
    void oldestRestorableIsTheFirstSnapshotOfAnUnbrokenChain() {
        assertThat(contents(captures(8, 9), file(1, 4, 8), file(9, 1, 3), file(9, 1, 6))
                        .oldestRestorable())
                .contains(file(9, 1, 3));
        assertThat(contents(captures(8, 9), file(1, 5, 8), file(9, 1, 3), file(9, 1, 6))
                        .oldestRestorable())
                .contains(file(9, 1, 6));
    }

    @Test
    void newestSnapshotCanBeTheOnlyRestorablePoint() {
        assertThat(contents(file(9, 1, 3), file(9, 1, 6)).oldestRestorable()).contains(file(9, 1, 6));
    }

    @Test
    void nothingIsRestorableAcrossAGap() {
        assertThat(contents(file(0, 9, 9), file(9, 1, 7)).oldestRestorable()).isEmpty();
        assertThat(contents().oldestRestorable()).isEmpty();
    }

    @Test
    void captureOfTheWholeDatabaseIsRestorable() {
        assertThat(contents(captures(1, 3)).oldestRestorable()).contains(file(0, 1, 1));
    }

    @Test
    void inventoryFollowsWhatIsListedCreatedAndDeleted() {
        LevelInventory inventory = new LevelInventory();
        for (int level = 9; level > 0; level--) {
            inventory.listed(level, List.of());
        }
        assertThat(inventory.isKnown()).isFalse();
        inventory.listed(0, List.of(file(0, 1, 1)));
        inventory.created(file(0, 2, 2));
        inventory.deleted(List.of(file(0, 1, 1)));
        assertThat(inventory.isKnown()).isTrue();
        assertThat(inventory.contents().all()).containsExactly(file(0, 2, 2));
    }
}
