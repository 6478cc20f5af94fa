@NullMarked
package io.litestream4j.benchmarks;

import org.jspecify.annotations.NullMarked;
