package io.litestream4j.status;

import io.litestream4j.ltx.TxId;
import java.time.Instant;

/**
 * What is in one level of a replica.
 *
 * @param level 0 as captured, 1 to 8 compactions, 9 snapshots
 * @param files number of files, 1 or more
 * @param bytes their size
 * @param first the lowest TXID in them
 * @param last the highest TXID in them
 * @param newest the LTX time of the file with that TXID
 */
public record LevelStatus(int level, int files, long bytes, TxId first, TxId last, Instant newest) {}
