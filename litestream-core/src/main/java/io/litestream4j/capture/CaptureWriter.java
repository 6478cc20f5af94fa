package io.litestream4j.capture;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PrimitiveIterator;

/** Encodes captures into staged LTX files. Not safe for use by several threads. */
final class CaptureWriter {

    private final int pageSize;
    private final LtxPageFormat format;
    private final InstantSource clock;
    private final byte[] page;

    CaptureWriter(int pageSize, LtxPageFormat format, InstantSource clock) {
        this.pageSize = pageSize;
        this.format = format;
        this.clock = clock;
        this.page = new byte[pageSize];
    }

    /** Encodes a capture into a new file of a staging directory. */
    StagedFile write(Capture capture, StagingDirectory staging) throws IOException {
        Instant created = Instant.ofEpochMilli(clock.millis());
        LtxHeader header = header(capture, pageSize, created);
        return staging.stage(capture.name(), created, out -> encode(capture, header, out));
    }

    static LtxHeader header(Capture capture, int pageSize, Instant created) {
        WalRange range = capture.range();
        return new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM,
                pageSize,
                capture.commit(),
                capture.name().min(),
                capture.name().max(),
                created.toEpochMilli(),
                0,
                range.offset(),
                range.size(),
                range.salts().salt1(),
                range.salts().salt2(),
                0);
    }

    private void encode(Capture capture, LtxHeader header, WritableByteChannel out) throws IOException {
        try (LtxWriter writer = new LtxWriter(out, header, format)) {
            for (PrimitiveIterator.OfInt pages = capture.pageNumbers().iterator(); pages.hasNext(); ) {
                int pageNumber = pages.nextInt();
                capture.source().read(pageNumber, page);
                writer.writePage(pageNumber, page, 0);
            }
            writer.finish();
        }
    }
}
