package io.litestream4j.capture;

import io.litestream4j.ltx.TxId;
import java.util.Optional;

/** Why a full file is taken when a database is attached: a pure function of where its histories end. */
final class FullFileReason {

    private FullFileReason() {}

    /**
     * Returns the reason, for a person.
     *
     * @param replica the last TXID on the replica; none if it is empty
     * @param local the last TXID that was staged, if there is one
     * @param otherHistory whether what was staged is not in the replica's history
     */
    static String of(TxId replica, Optional<TxId> local, boolean otherHistory) {
        if (otherHistory) {
            return "what was staged before the restore is not in the replica's history, which ends at TXID " + replica;
        }
        if (replica.isNone()) {
            return "nothing was captured before";
        }
        return local.map(txId -> "the replica has TXID " + replica + ", the local history ends at " + txId)
                .orElse("there is no local history, the replica has TXID " + replica);
    }
}
