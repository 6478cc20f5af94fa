/** The wrapped {@code DataSource}: prepares each SQLite connection for replication and tells the engine of commits. */
@NullMarked
package io.litestream4j.boot.jdbc;

import org.jspecify.annotations.NullMarked;
