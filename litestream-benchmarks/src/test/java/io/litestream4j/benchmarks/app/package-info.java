@NullMarked
package io.litestream4j.benchmarks.app;

import org.jspecify.annotations.NullMarked;
