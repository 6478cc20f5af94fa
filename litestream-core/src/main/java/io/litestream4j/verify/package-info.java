/**
 * Whether what a replica holds can be restored: {@link io.litestream4j.verify.ReplicaVerifier} reads, {@code ChainCheck} and
 * {@code HistoryWalk} decide, {@link io.litestream4j.verify.VerificationReport} tells.
 *
 * <p><em>Damage</em> is what takes a state away that the replica's files promise: bytes that are not those that were written,
 * files that are missing from the middle or the end of the history, files that do not fit those before them. Everything else
 * is a <em>note</em>: names that are not ours, TXIDs that one level lacks and another has, files that retention has left
 * over, files that vanished while they were being read.
 */
@NullMarked
package io.litestream4j.verify;

import org.jspecify.annotations.NullMarked;
