package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import io.litestream4j.status.Mark;
import java.time.Instant;

/** The point to which a database is restored. */
public sealed interface RestoreTarget {

    /** A point that says by itself which files of a replica lead to it. */
    sealed interface Point extends RestoreTarget {}

    /** The newest state in the replica. */
    record Latest() implements Point {

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
    record AtTxId(TxId txId) implements Point {

        /**
         * Checks the TXID.
         *
         * @throws IllegalArgumentException if no state has it
         */
        public AtTxId {
            if (txId.isNone()) {
                throw new IllegalArgumentException("a TXID is 1 or more, not 0");
            }
        }

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
    record AtTime(Instant time) implements Point {

        @Override
        public String toString() {
            return "timestamp " + time;
        }
    }

    /**
     * The state that somebody has marked: that right after the mark's TXID.
     *
     * @param name the mark's name
     */
    record AtMark(String name) implements RestoreTarget {

        /**
         * Checks the name.
         *
         * @throws IllegalArgumentException if a mark cannot have it
         */
        public AtMark {
            Mark.requireName(name);
        }

        @Override
        public String toString() {
            return "mark " + name;
        }
    }
}
