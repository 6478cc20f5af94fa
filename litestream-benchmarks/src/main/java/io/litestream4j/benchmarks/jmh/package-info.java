/** What single steps of capture and restore cost: checksums, LTX files, WAL scans. */
@NullMarked
package io.litestream4j.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
