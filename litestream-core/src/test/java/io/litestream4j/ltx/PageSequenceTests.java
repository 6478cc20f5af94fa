package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageSequenceTests {

    private final PageSequence increment = new PageSequence(LtxFiles.header(512, 9, 2, 2));
    private final PageSequence snapshot = new PageSequence(LtxFiles.header(512, 3, 1, 2));

    @Test
    void incrementTakesAnyAscendingPages() {
        assertThat(increment.accept(2)).isEmpty();
        assertThat(increment.accept(9)).isEmpty();
        assertThat(increment.end()).isEmpty();
    }

    @Test
    void incrementMayBeEmpty() {
        assertThat(increment.end()).isEmpty();
    }

    @Test
    void pagesHaveToAscend() {
        increment.accept(2);
        assertThat(problem(increment.accept(2))).isEqualTo(Problem.PAGE_ORDER);
        assertThat(problem(increment.accept(1))).isEqualTo(Problem.PAGE_ORDER);
    }

    @Test
    void pagesLieInTheDatabase() {
        assertThat(problem(increment.accept(0))).isEqualTo(Problem.PAGE_OUT_OF_BOUNDS);
        assertThat(problem(increment.accept(-1))).isEqualTo(Problem.PAGE_OUT_OF_BOUNDS);
        assertThat(problem(increment.accept(10))).isEqualTo(Problem.PAGE_OUT_OF_BOUNDS);
    }

    @Test
    void snapshotHasEveryPage() {
        assertThat(problem(snapshot.accept(2))).isEqualTo(Problem.INCOMPLETE_SNAPSHOT);
        snapshot.accept(1);
        assertThat(problem(snapshot.accept(3))).isEqualTo(Problem.INCOMPLETE_SNAPSHOT);
        snapshot.accept(2);
        assertThat(problem(snapshot.end())).isEqualTo(Problem.INCOMPLETE_SNAPSHOT);
        snapshot.accept(3);
        assertThat(snapshot.end()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"512, 2097153", "4096, 262145", "65536, 16385"})
    void lockPageIsNeverInAFile(int pageSize, int lockPage) {
        PageSequence sequence = new PageSequence(LtxFiles.header(pageSize, lockPage + 1, 2, 2));
        assertThat(problem(sequence.accept(lockPage))).isEqualTo(Problem.PAGE_OUT_OF_BOUNDS);
    }

    @ParameterizedTest
    @CsvSource({"16384", "16385", "16386"})
    void snapshotSkipsTheLockPage(int commit) {
        PageSequence sequence = new PageSequence(LtxFiles.header(65536, commit, 1, 2));
        for (int page = 1; page <= 16384; page++) {
            assertThat(sequence.accept(page)).isEmpty();
        }
        assertThat(sequence.end().isEmpty()).isEqualTo(commit < 16386);
        assertThat(sequence.accept(16386).isEmpty()).isEqualTo(commit == 16386);
    }

    @Test
    void largestDatabaseDoesNotOverflow() {
        PageSequence sequence = new PageSequence(LtxFiles.header(512, Integer.MAX_VALUE, 2, 2));
        assertThat(sequence.accept(Integer.MAX_VALUE)).isEmpty();
        assertThat(sequence.end()).isEmpty();
    }

    private static Problem problem(Optional<PageSequence.Defect> defect) {
        return defect.orElseThrow().problem();
    }
}
