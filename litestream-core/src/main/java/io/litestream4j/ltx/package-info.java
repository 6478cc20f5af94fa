/** The LTX file format. */
@NullMarked
package io.litestream4j.ltx;

import org.jspecify.annotations.NullMarked;
