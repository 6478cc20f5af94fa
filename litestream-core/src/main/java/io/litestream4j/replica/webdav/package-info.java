/**
 * Replicas on WebDAV servers, with Litestream's names: {@code <path>/ltx/<level>/<name>}.
 *
 * <p>A file is sent to a name that is used once, in a directory that only one client can make, and moved to its final name with
 * {@code Overwrite: F}: it is never visible in part, and never replaces another one. Two other ways were left: a PUT with
 * {@code If-None-Match: *}, which nginx ignores and where Apache looks long before it writes; and the move alone, as servers
 * look for the target first and rename then. {@link io.litestream4j.replica.remote} has the figures.
 *
 * <p>The server's modification time stands for the LTX time, which WebDAV cannot keep.
 */
@NullMarked
package io.litestream4j.replica.webdav;

import org.jspecify.annotations.NullMarked;
