package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxFooter;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxOutline;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxPageIndex;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.ltx.TxId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;

/** Page indexes to try decisions with. */
final class LtxSample {

    private LtxSample() {}

    /** Returns the index of a file with pages that cannot be compressed. */
    static LtxPageIndex index(int pageSize, int commit, int... pageNumbers) throws IOException {
        LtxHeader header = new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM, pageSize, commit, new TxId(2), new TxId(2), 0, 0, 0, 0, 0, 0, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] page = new byte[pageSize];
        new Random(1).nextBytes(page);
        try (LtxWriter writer = new LtxWriter(Channels.newChannel(out), header, LtxPageFormat.BLOCK)) {
            for (int pageNumber : pageNumbers) {
                writer.writePage(pageNumber, page, 0);
            }
            writer.finish();
        }
        byte[] file = out.toByteArray();
        byte[] last = Arrays.copyOfRange(file, file.length - LtxFooter.SIZE, file.length);
        int tail = (int) LtxFooter.load(last, file.length, "sample").indexOffset(file.length);
        return LtxOutline.load(
                        Arrays.copyOf(file, LtxHeader.SIZE),
                        Arrays.copyOfRange(file, tail, file.length),
                        file.length,
                        "sample")
                .index();
    }
}
