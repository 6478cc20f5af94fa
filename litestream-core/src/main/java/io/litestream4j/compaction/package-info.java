/**
 * The upkeep of a replica: files of one level are merged into fewer of the next one, and what nobody may ask for any more
 * is deleted. From the replica to the replica; what is there is known from one listing at the start.
 */
@NullMarked
package io.litestream4j.compaction;

import org.jspecify.annotations.NullMarked;
