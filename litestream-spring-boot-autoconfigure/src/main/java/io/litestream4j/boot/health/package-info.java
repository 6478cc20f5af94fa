/** The health indicator {@code litestream}. */
@NullMarked
package io.litestream4j.boot.health;

import org.jspecify.annotations.NullMarked;
