package io.litestream4j.rollforward;

import io.litestream4j.ltx.TxId;

/** Where a local database stands in the history of its replica. */
public sealed interface Standing {

    /**
     * Nothing speaks for lost commits.
     *
     * @param reason why, for a person
     */
    record NotBehind(String reason) implements Standing {}

    /**
     * It holds what the replica's last capture holds, and may have commits of its own behind that.
     *
     * @param end the last TXID of the replica
     */
    record UpToDate(TxId end) implements Standing {}

    /**
     * It is an earlier state of the history that the replica holds, and has no commits of its own.
     *
     * @param at the last TXID that it holds completely
     * @param end the last TXID of the replica
     */
    record Behind(TxId at, TxId end) implements Standing {}

    /**
     * It does not hold what the replica holds, and that it is an earlier state of it cannot be shown.
     *
     * @param reason what is missing for that, for a person
     */
    record Unclear(String reason) implements Standing {}
}
