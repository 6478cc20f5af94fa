/** The real Litestream binary and this engine on the same replicas, both ways. */
@NullMarked
package io.litestream4j.interop;

import org.jspecify.annotations.NullMarked;
