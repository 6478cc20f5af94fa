/** A notes application whose database survives the machine. Nothing in its code knows about replication. */
@NullMarked
package io.litestream4j.sample;

import org.jspecify.annotations.NullMarked;
