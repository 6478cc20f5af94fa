package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;

/**
 * A part of the history without a gap.
 *
 * @param from first TXID whose exact state can be restored
 * @param to last TXID whose exact state can be restored
 * @param points number of TXIDs from {@code from} to {@code to} whose exact state can be restored: fewer than there are where
 *     files have been merged
 */
public record RestorableRange(TxId from, TxId to, int points) {

    @Override
    public String toString() {
        return from + " to " + to + " (" + points + (points == 1 ? " point)" : " points)");
    }
}
