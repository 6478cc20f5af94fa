package io.litestream4j;

import io.litestream4j.ltx.TxId;

/**
 * What shutdown achieved for one database.
 *
 * @param database the database's name
 * @param complete whether everything that was committed is on the replica
 * @param local the last captured TXID
 * @param replica the last TXID on the replica
 */
public record ShutdownResult(String database, boolean complete, TxId local, TxId replica) {}
