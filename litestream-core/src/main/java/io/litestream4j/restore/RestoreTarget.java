package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import java.time.Instant;

/** The point to which a database is restored. */
public sealed interface RestoreTarget {

    /** The newest state in the replica. */
    record Latest() implements RestoreTarget {

        @Override
        public String toString() {
            return "latest";
        }
    }

    /**
     * The state right after a TXID.
     *
     * @param txId the last TXID to apply, exactly
     */
    record AtTxId(TxId txId) implements RestoreTarget {

        @Override
        public String toString() {
            return "txid " + txId;
        }
    }

    /**
     * The newest state from strictly before an instant.
     *
     * @param time files with this time or a later one are left out
     */
    record AtTime(Instant time) implements RestoreTarget {

        @Override
        public String toString() {
            return "timestamp " + time;
        }
    }
}
