/**
 * Marks: names that people give to states of a database, and what is kept of the replica for their sake.
 *
 * <p>A mark is a side object {@code marks/<name>.json} of the replica, which Litestream ignores, with one JSON object:
 *
 * <pre>
 * name     the mark's name, as in the object's
 * txid     TXID of the state, 16 hex digits
 * time     when the mark was made, ISO 8601
 * creator  who made it, for people
 * </pre>
 */
@NullMarked
package io.litestream4j.mark;

import org.jspecify.annotations.NullMarked;
