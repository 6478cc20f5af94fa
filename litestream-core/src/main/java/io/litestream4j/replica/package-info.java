/**
 * The remote copy of a database: the contract of the code that talks to a store, and the names of what lies there.
 */
@NullMarked
package io.litestream4j.replica;

import org.jspecify.annotations.NullMarked;
