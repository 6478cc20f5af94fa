package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.time.Instant;
import java.util.List;

/**
 * A restore from LTX files.
 *
 * @param files at least one, in the order of their TXIDs: each begins where the one before ends, or overlaps it
 */
public record LtxPlan(List<ReplicaFile> files) implements RestorePlan {

    /** Checks that there is something to do. */
    public LtxPlan {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a plan without files");
        }
    }

    @Override
    public List<PlannedFile> plannedFiles() {
        return files.stream()
                .map(file -> new PlannedFile(file.display(), file.size(), file.created()))
                .toList();
    }

    @Override
    public TxId txId() {
        return last().name().max();
    }

    @Override
    public Instant time() {
        return last().created();
    }

    private ReplicaFile last() {
        return files.get(files.size() - 1);
    }
}
