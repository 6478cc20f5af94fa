/** What an SQLite database file says about itself, and the engine's sessions with SQLite. */
@NullMarked
package io.litestream4j.sqlite;

import org.jspecify.annotations.NullMarked;
