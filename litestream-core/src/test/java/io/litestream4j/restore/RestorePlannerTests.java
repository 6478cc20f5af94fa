package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are written as {@code level:min-max@time}, with the time in seconds. */
class RestorePlannerTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the first file is a snapshot | 0:1-1@1 | 0:1-1@1",
                "a chain of captures          | 0:1-1@1 0:2-2@2 0:3-3@3 | 0:1-1@1 0:2-2@2 0:3-3@3",
                "the newest snapshot          | 9:1-2@2 9:1-5@5 0:5-5@5 0:6-6@6 | 9:1-5@5 0:6-6@6",
                "the furthest reach           | 0:1-1@1 0:2-2@2 1:1-4@4 0:5-5@5 | 1:1-4@4 0:5-5@5",
                "an overlap                   | 9:1-3@3 1:2-5@5 | 9:1-3@3 1:2-5@5",
                "a tie: smaller first TXID    | 9:1-3@3 0:4-5@5 1:2-5@5 | 9:1-3@3 1:2-5@5",
                "a tie: higher level          | 0:1-2@2 3:1-2@2 1:1-2@2 | 3:1-2@2",
                "only higher levels are left  | 3:1-9@9 2:10-20@20 1:21-22@22 0:23-23@23 "
                        + "| 3:1-9@9 2:10-20@20 1:21-22@22 0:23-23@23",
                "files within the snapshot    | 9:1-5@5 0:2-2@2 1:3-5@5 | 9:1-5@5",
                "a gap that a snapshot covers | 0:1-1@1 0:4-4@4 9:1-3@3 | 9:1-3@3 0:4-4@4"
            })
    void latestTakes(String what, String files, String plan) throws RestoreException {
        assertThat(plan(files, new RestoreTarget.Latest()).files()).as(what).isEqualTo(parse(plan));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 9:1-2@2",
                "3 | 9:1-2@2 0:3-3@3",
                "4 | 9:1-2@2 0:3-3@3 0:4-4@4",
                "6 | 9:1-2@2 1:3-6@6",
                "8 | 9:1-8@8"
            })
    void txIdIsReachedExactly(long txId, String plan) throws RestoreException {
        String files = "9:1-2@2 9:1-8@8 0:3-3@3 0:4-4@4 1:3-6@6 1:7-8@8";
        assertThat(plan(files, txId(txId)).files()).isEqualTo(parse(plan));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 0:1-1@1",
                "3 | 9:1-2@2",
                "4 | 9:1-2@2 0:3-3@3",
                "6 | 9:1-2@2 0:3-3@3 0:4-4@4 0:5-5@5",
                "7 | 9:1-2@2 1:3-6@6"
            })
    void timestampTakesWhatIsStrictlyBeforeIt(long second, String plan) throws RestoreException {
        String files = "0:1-1@1 9:1-2@2 0:3-3@3 0:4-4@4 0:5-5@5 1:3-6@6 0:7-7@7";
        assertThat(plan(files, time(second)).files()).isEqualTo(parse(plan));
    }

    @Test
    void timestampWithinACompactedRangeGivesTheStateBeforeIt() throws RestoreException {
        // TXIDs 3 and 4 are left at level 0, but what leads there exists only together with 5 to 6.
        String files = "9:1-1@1 1:2-6@6 0:3-3@3 0:4-4@4 0:7-7@7";
        assertThat(plan(files, time(5)).files()).isEqualTo(parse("9:1-1@1"));
    }

    @Test
    void noFileAtAllIsNoBackup() {
        assertFails("", new RestoreTarget.Latest(), Reason.NO_BACKUP);
        assertFails("", txId(1), Reason.NO_BACKUP);
        assertFails("", time(1), Reason.NO_BACKUP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in the middle       | 0:1-1@1 0:3-3@3",
                "behind the snapshot | 9:1-4@4 0:6-6@6",
                "at the start        | 0:2-2@2 0:3-3@3",
                "between levels      | 2:1-5@5 1:7-8@8 0:9-9@9"
            })
    void latestWithAGapFails(String what, String files) {
        assertFails(files, new RestoreTarget.Latest(), Reason.GAP);
    }

    @Test
    void targetBeforeAGapIsFine() throws RestoreException {
        String files = "0:1-1@1 0:2-2@2 0:4-4@4";
        assertThat(plan(files, txId(2)).txId()).isEqualTo(new TxId(2));
        assertThat(plan(files, time(2)).txId()).isEqualTo(new TxId(1));
    }

    @Test
    void timestampThatMayLieBehindTheFirstMissingFileFails() {
        String files = "0:1-1@1 0:2-2@2 0:4-4@4";
        assertFails(files, time(3), Reason.GAP);
        assertFails(files, time(4), Reason.GAP);
    }

    @Test
    void whatRetentionHasDeletedUnderASnapshotIsNoGap() throws RestoreException {
        String files = "9:1-2@2 9:1-8@8 0:9-9@9 1:5-6@6";
        assertThat(plan(files, time(5)).txId()).isEqualTo(new TxId(2));
    }

    @Test
    void targetBehindAGapFailsInsteadOfGivingAnEarlierState() {
        String files = "0:1-1@1 0:2-2@2 0:4-4@4 0:5-5@5";
        assertFails(files, txId(5), Reason.GAP);
        assertFails(files, time(5), Reason.GAP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7 | above the newest", "3 | within a compacted range", "1 | before the first snapshot"})
    void txIdThatIsNotThereFails(long txId, String what) {
        assertFails("9:1-2@2 1:3-5@5 0:6-6@6", txId(txId), Reason.TXID_NOT_AVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void timestampBeforeAllFilesFails(long second) {
        assertFails("9:1-2@2 0:3-3@3", time(second), Reason.TIMESTAMP_NOT_AVAILABLE);
    }

    @Test
    void timestampBehindAllFilesGivesTheNewestState() throws RestoreException {
        LtxPlan plan = plan("9:1-2@2 0:3-3@3", time(99));
        assertThat(plan.txId()).isEqualTo(new TxId(3));
        assertThat(plan.time()).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void timestampBeforeTheFirstCompleteStateFails() {
        assertFails("9:1-5@5 0:4-4@4 0:5-5@5", time(5), Reason.GAP);
        assertFails("9:1-5@5 1:1-5@4", time(4), Reason.TIMESTAMP_NOT_AVAILABLE);
    }

    @Test
    void planSaysWhatItReachesAndReads() throws RestoreException {
        RestorePlan plan = plan("9:1-2@2 0:3-3@3", new RestoreTarget.Latest());
        assertThat(plan.txId()).isEqualTo(new TxId(3));
        assertThat(plan.time()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(plan.bytes()).isEqualTo(2_000);
        assertThat(plan.describe())
                .isEqualTo("TXID 0000000000000003 of 1970-01-01T00:00:03Z from 2 files with 2000 bytes:\n"
                        + "  level 9 file 0000000000000001-0000000000000002.ltx, 1000 bytes, 1970-01-01T00:00:02Z\n"
                        + "  level 0 file 0000000000000003-0000000000000003.ltx, 1000 bytes, 1970-01-01T00:00:03Z");
    }

    private static void assertFails(String files, RestoreTarget.Point target, Reason reason) {
        assertThatExceptionOfType(RestoreException.class)
                .isThrownBy(() -> plan(files, target))
                .extracting(RestoreException::reason)
                .isEqualTo(reason);
    }

    private static LtxPlan plan(String files, RestoreTarget.Point target) throws RestoreException {
        return RestorePlanner.plan(parse(files), target);
    }

    private static List<ReplicaFile> parse(String files) {
        return Stream.of(files.split(" "))
                .filter(file -> !file.isEmpty())
                .map(RestorePlannerTests::file)
                .toList();
    }

    private static ReplicaFile file(String text) {
        long[] numbers =
                Stream.of(text.split("[:@-]")).mapToLong(Long::parseLong).toArray();
        LtxFileName name = new LtxFileName(new TxId(numbers[1]), new TxId(numbers[2]));
        return new ReplicaFile((int) numbers[0], name, 1_000, Instant.ofEpochSecond(numbers[3]));
    }

    private static RestoreTarget.Point txId(long txId) {
        return new RestoreTarget.AtTxId(new TxId(txId));
    }

    private static RestoreTarget.Point time(long second) {
        return new RestoreTarget.AtTime(Instant.ofEpochSecond(second));
    }
}
