/**
 * Replication of SQLite databases from inside the process that uses them. Start at {@link io.litestream4j.Litestream}.
 */
@NullMarked
package io.litestream4j;

import org.jspecify.annotations.NullMarked;
