/** The actuator endpoint {@code litestream}. */
@NullMarked
package io.litestream4j.boot.actuate;

import org.jspecify.annotations.NullMarked;
