/**
 * The local disk and the bytes on it: positional reads, the one seam to the file system, and the exception for bytes
 * that are wrong.
 */
@NullMarked
package io.litestream4j.io;

import org.jspecify.annotations.NullMarked;
