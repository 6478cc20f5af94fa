package io.litestream4j.restore.v03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.replica.ReplicaObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V03PlannerTests {

    private static final String A = "generations/aaaaaaaaaaaaaaaa/";
    private static final String B = "generations/bbbbbbbbbbbbbbbb/";

    @Test
    void newestSnapshotAndWhatFollowsItInItsGenerationIsRestored() throws V03GapException {
        V03Plan plan = plan(
                null,
                file(A + "snapshots/00000000.snapshot.lz4", 1),
                file(A + "wal/00000000_00000000.wal.lz4", 2),
                file(A + "snapshots/00000001.snapshot.lz4", 4),
                file(A + "wal/00000001_00001038.wal.lz4", 5),
                file(A + "wal/00000001_00000000.wal.lz4", 3));
        assertThat(plan.files()).extracting(V03File::created).containsExactly(second(4), second(3), second(5));
        assertThat(plan.time()).isEqualTo(second(5));
    }

    @Test
    void timeIsInclusive() throws V03GapException {
        V03File[] files = {
            file(A + "snapshots/00000000.snapshot.lz4", 1),
            file(A + "wal/00000000_00000000.wal.lz4", 2),
            file(B + "snapshots/00000000.snapshot.lz4", 3)
        };
        assertThat(plan(second(2), files).files()).hasSize(2);
        assertThat(plan(second(3), files).snapshot().generation()).isEqualTo("bbbbbbbbbbbbbbbb");
    }

    @Test
    void nothingWithoutASnapshot() throws V03GapException {
        assertThat(V03Planner.plan(List.of(file(A + "wal/00000000_00000000.wal.lz4", 2)), null))
                .isEmpty();
    }

    @Test
    void olderGenerationIsNoSubstitute() {
        assertGap(file(A + "snapshots/00000000.snapshot.lz4", 1), file(B + "wal/00000000_00000000.wal.lz4", 3));
    }

    @Test
    void missingIndexIsAGap() {
        assertGap(
                file(A + "snapshots/00000000.snapshot.lz4", 1),
                file(A + "wal/00000000_00000000.wal.lz4", 2),
                file(A + "wal/00000002_00000000.wal.lz4", 3));
    }

    @Test
    void wholeIndexThatBeginsInTheMiddleIsAGap() {
        assertGap(file(A + "snapshots/00000000.snapshot.lz4", 1), file(A + "wal/00000000_00001038.wal.lz4", 2));
    }

    @Test
    void offsetsBeyond4GiBAreRead() {
        assertThat(file(A + "wal/00000000_123456789.wal.lz4", 1).offset()).isEqualTo(0x123456789L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generations/aaaa/snapshots/00000000.snapshot.lz4",
                A + "snapshots/0000000.snapshot.lz4",
                A + "wal/00000000_0000.wal.lz4",
                A + "wal/00000000_00000000.wal.lz4.tmp"
            })
    void otherNamesAreLeftAlone(String name) {
        assertThat(V03File.of(new ReplicaObject(name, 1, second(1)))).isEmpty();
    }

    private static void assertGap(V03File... files) {
        assertThatExceptionOfType(V03GapException.class).isThrownBy(() -> plan(null, files));
    }

    private static V03Plan plan(@Nullable Instant time, V03File... files) throws V03GapException {
        return V03Planner.plan(Stream.of(files).toList(), time).orElseThrow();
    }

    private static V03File file(String name, long second) {
        return V03File.of(new ReplicaObject(name, 1, second(second))).orElseThrow();
    }

    private static Instant second(long second) {
        return Instant.ofEpochSecond(second);
    }
}
