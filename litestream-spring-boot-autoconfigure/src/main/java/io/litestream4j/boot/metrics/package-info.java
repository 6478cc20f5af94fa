/** Micrometer meters of replication. */
@NullMarked
package io.litestream4j.boot.metrics;

import org.jspecify.annotations.NullMarked;
