package io.litestream4j.benchmarks.jmh;

import io.litestream4j.ltx.Crc64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The checksum of LTX files: time for one block of {@code size} bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Crc64Benchmark {

    /** Size of a block: a page header, a page, a large page. */
    @Param({"6", "4096", "65536"})
    int size;

    private byte[] block = new byte[0];

    /** Fills the block. */
    @Setup
    public void fill() {
        block = new byte[size];
        new Random(3).nextBytes(block);
    }

    /** Computes the checksum. */
    @Benchmark
    public long checksum() {
        return Crc64.of(block, 0, block.length);
    }
}
