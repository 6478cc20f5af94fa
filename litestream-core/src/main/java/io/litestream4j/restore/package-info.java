/** From a replica back to a database file: what to read is planned first, then carried out. */
@NullMarked
package io.litestream4j.restore;

import org.jspecify.annotations.NullMarked;
