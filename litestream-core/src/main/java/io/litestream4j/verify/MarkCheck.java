package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;
import io.litestream4j.mark.MarkStore;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestorePlanner;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells whether the states that marks promise are there. */
final class MarkCheck {

    private final List<Mark> marks;
    private final List<Finding> damaged;

    private MarkCheck(List<Mark> marks, List<Finding> damaged) {
        this.marks = marks;
        this.damaged = damaged;
    }

    /** Reads all marks: before the files are listed, as the files of a mark are there before it is made. */
    static MarkCheck read(SideObjects objects) throws IOException {
        List<Finding> damaged = new ArrayList<>();
        List<Mark> marks = new MarkStore(objects)
                .list((name, problem) ->
                        damaged.add(Finding.of(FindingKind.MARK, name, String.valueOf(problem.getMessage()))));
        return new MarkCheck(marks, damaged);
    }

    /**
     * Returns what is wrong.
     *
     * @param listing all LTX files
     * @param lost TXIDs whose restore would read a damaged file
     */
    List<Finding> check(List<ReplicaFile> listing, Set<TxId> lost) {
        List<Finding> findings = new ArrayList<>(damaged);
        for (Mark mark : marks) {
            if (lost.contains(mark.txId()) || !isReached(listing, mark.txId())) {
                findings.add(Finding.of(
                        FindingKind.MARK,
                        "mark " + mark.name(),
                        "its state, TXID " + mark.txId() + " of " + mark.time()
                                + ", cannot be restored; delete the mark if it is not wanted any more"));
            }
        }
        return findings;
    }

    private static boolean isReached(List<ReplicaFile> listing, TxId txId) {
        try {
            RestorePlanner.plan(listing, new RestoreTarget.AtTxId(txId));
            return true;
        } catch (RestoreException e) {
            return false;
        }
    }
}
