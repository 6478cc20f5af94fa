/** From staged files to the replica, in the order of their TXIDs, each exactly once. */
@NullMarked
package io.litestream4j.upload;

import org.jspecify.annotations.NullMarked;
