/** Things that tests of several packages need. */
@NullMarked
package io.litestream4j.testing;

import org.jspecify.annotations.NullMarked;
