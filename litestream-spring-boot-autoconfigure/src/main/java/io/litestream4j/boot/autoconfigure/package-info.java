/** Auto-configuration: finds the application's SQLite databases, restores them before use and replicates them. */
@NullMarked
package io.litestream4j.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
