/**
 * Everything that touches a SQLite database: the engine's JDBC connections, the one kept descriptor of the database
 * file, and SQLite's own structures. The only package that may use {@code java.sql}.
 */
@NullMarked
package io.litestream4j.sqlite;

import org.jspecify.annotations.NullMarked;
