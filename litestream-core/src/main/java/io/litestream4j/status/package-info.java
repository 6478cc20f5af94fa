/** What can be known of a database at any time without I/O: one immutable record, and events about what happened. */
@NullMarked
package io.litestream4j.status;

import org.jspecify.annotations.NullMarked;
