package io.litestream4j.capture;

import io.litestream4j.ltx.TxId;
import java.util.concurrent.CompletableFuture;

/**
 * The end of the history on the replica.
 *
 * @param txId its last TXID; none if the replica is empty
 * @param own whether that history is the one that was captured here, as far as both reach
 * @param answer is done when it is decided how the local history goes on
 */
record Tip(TxId txId, boolean own, CompletableFuture<Void> answer) {}
