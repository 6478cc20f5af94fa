package io.litestream4j.staging;

import io.litestream4j.ltx.LtxFileName;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An LTX file in staging.
 *
 * @param name the range of TXIDs
 * @param size bytes
 * @param created the LTX time
 * @param path where it lies
 */
public record StagedFile(LtxFileName name, long size, Instant created, Path path) {}
