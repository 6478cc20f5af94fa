/**
 * Finds out, before SQLite opens a database after the machine has started anew, whether it has lost commits that the replica
 * has. With {@code synchronous=NORMAL} a power failure may take the last frames of the WAL away; what is left is a beginning of
 * the history, and the rest can be brought back.
 */
@NullMarked
package io.litestream4j.rollforward;

import org.jspecify.annotations.NullMarked;
