/** Replicas in a directory of a file system, with Litestream's names: {@code <path>/ltx/<level>/<name>}. */
@NullMarked
package io.litestream4j.replica.file;

import org.jspecify.annotations.NullMarked;
