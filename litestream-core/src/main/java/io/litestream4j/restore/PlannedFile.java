package io.litestream4j.restore;

import java.time.Instant;

/**
 * A file that a restore reads.
 *
 * @param name which file, as messages show it
 * @param size bytes
 * @param created the file's time
 */
public record PlannedFile(String name, long size, Instant created) {}
