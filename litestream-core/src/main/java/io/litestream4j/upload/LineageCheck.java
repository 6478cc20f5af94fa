package io.litestream4j.upload;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaEnd;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.staging.OriginFile;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds out whose history a replica holds. Not safe for use by several threads. */
final class LineageCheck {

    private final Comparison comparison;
    private final StagingDirectory staging;
    private final OriginFile origin;

    LineageCheck(ReplicaClient replica, StagingDirectory staging, OriginFile origin) {
        this.comparison = new Comparison(replica);
        this.staging = staging;
        this.origin = origin;
    }

    /**
     * Compares.
     *
     * @param newest the file of the replica with the highest TXID; empty if the replica is
     */
    Lineage check(Optional<ReplicaFile> newest) throws IOException {
        List<StagedFile> staged = staging.list();
        TxId last = staged.isEmpty()
                ? TxId.NONE
                : staged.get(staged.size() - 1).name().max();
        return Lineage.decide(new Lineage.Facts(
                ReplicaEnd.last(newest), first(staged), last, origin.read().orElse(null), overlap(newest, staged)));
    }

    /** Of those that lead to the newest one without a gap: a copy of the first file may be kept where those behind it are not. */
    private static TxId first(List<StagedFile> staged) {
        TxId first = TxId.NONE;
        for (int i = staged.size() - 1; i >= 0; i--) {
            LtxFileName name = staged.get(i).name();
            if (!first.isNone() && first.isAfter(name.max().next())) {
                break;
            }
            first = name.min();
        }
        return first;
    }

    private Lineage.Overlap overlap(Optional<ReplicaFile> newest, List<StagedFile> staged) throws IOException {
        TxId end = ReplicaEnd.last(newest);
        for (StagedFile file : staged) {
            if (newest.isPresent() && file.name().max().equals(end)) {
                return overlap(new StagedSource(staging, file), newest.get());
            }
        }
        return Lineage.Overlap.NONE;
    }

    private Lineage.Overlap overlap(StagedSource ours, ReplicaFile theirs) throws IOException {
        try {
            return comparison.agree(ours, theirs) ? Lineage.Overlap.SAME : Lineage.Overlap.DIFFERENT;
        } catch (ReplicaFileMissingException e) {
            throw new IOException("the replica has changed while it was looked at: " + e.getMessage(), e);
        }
    }
}
