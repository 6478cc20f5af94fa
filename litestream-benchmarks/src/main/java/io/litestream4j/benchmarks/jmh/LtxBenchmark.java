package io.litestream4j.benchmarks.jmh;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.ltx.TxId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whole LTX files of {@code pages} pages of 4 KiB, to and from memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LtxBenchmark {

    /** Pages in a file: one small transaction, and a few thousand of them. */
    @Param({"3", "1000"})
    int pages;

    /** How pages are compressed. */
    @Param
    LtxPageFormat format = LtxPageFormat.BLOCK;

    private final TxId txId = TxId.NONE.next();
    private byte[][] content = new byte[0][];
    private byte[] file = new byte[0];

    /** Makes the pages and the file to decode. */
    @Setup
    public void create() throws IOException {
        content = Pages.create(pages);
        file = encode();
    }

    /** Encodes a file. */
    @Benchmark
    public byte[] encode() throws IOException {
        LtxHeader header =
                new LtxHeader(LtxHeader.FLAG_NO_CHECKSUM, Pages.SIZE, pages, txId, txId, 0, 0, 0, 0, 0, 0, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LtxWriter writer = new LtxWriter(Channels.newChannel(bytes), header, format)) {
            for (int i = 0; i < pages; i++) {
                writer.writePage(i + 1, content[i], 0);
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    /** Decodes and verifies a file. */
    @Benchmark
    public long decode() throws IOException {
        long sum = 0;
        try (LtxReader reader = new LtxReader(new ByteArrayInputStream(file), "memory")) {
            while (reader.nextPage()) {
                sum += reader.page()[0];
            }
            return sum + reader.finish().fileChecksum();
        }
    }
}
