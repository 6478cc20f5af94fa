package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.v03.V03Plan;
import java.time.Instant;
import java.util.List;

/**
 * A restore from a backup of Litestream 0.3, which knows no TXIDs.
 *
 * @param plan the snapshot and the WAL segments
 */
record V03RestorePlan(V03Plan plan) implements RestorePlan {

    @Override
    public List<PlannedFile> plannedFiles() {
        return plan.files().stream()
                .map(file -> new PlannedFile(file.object().name(), file.object().size(), file.created()))
                .toList();
    }

    @Override
    public TxId txId() {
        return TxId.NONE;
    }

    @Override
    public Instant time() {
        return plan.time();
    }
}
