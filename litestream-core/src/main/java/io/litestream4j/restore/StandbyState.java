package io.litestream4j.restore;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.replica.ReplicaFile;

/**
 * What a copy holds.
 *
 * @param end the last file that was applied. As long as the replica shows it unchanged, its history still is the copy's
 * @param newest the header of that file
 */
record StandbyState(ReplicaFile end, LtxHeader newest) {}
