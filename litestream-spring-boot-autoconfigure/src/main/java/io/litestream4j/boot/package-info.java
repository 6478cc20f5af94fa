/** What an application may ask of its replicated databases, besides using them. */
@NullMarked
package io.litestream4j.boot;

import org.jspecify.annotations.NullMarked;
