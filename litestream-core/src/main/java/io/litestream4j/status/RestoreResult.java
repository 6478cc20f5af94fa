package io.litestream4j.status;

import io.litestream4j.ltx.TxId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A restore that was carried out.
 *
 * @param path the database file
 * @param txId the TXID that was reached
 * @param time the LTX time of that TXID
 * @param files number of LTX files that were read
 * @param bytes number of bytes that were read
 * @param duration how long it took
 * @param finished when it was done
 */
public record RestoreResult(
        Path path, TxId txId, Instant time, int files, long bytes, Duration duration, Instant finished) {}
