package io.litestream4j.boot;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and for how long a database is restored beside the one in use.
 *
 * @param directory directory of the restored files; created if it is missing
 * @param timeout how long a restore may take
 */
public record SideFiles(Path directory, Duration timeout) {}
