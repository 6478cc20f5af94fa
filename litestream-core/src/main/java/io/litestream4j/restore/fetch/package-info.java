/**
 * Gets bytes out of a replica for a restore: whatever breaks is asked for again where it broke, several requests are under
 * way at the same time, and how many is bounded.
 */
@NullMarked
package io.litestream4j.restore.fetch;

import org.jspecify.annotations.NullMarked;
