package io.litestream4j.ltx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;

/** What a merge gives, as a file in memory. */
public final class MergedFile {

    private MergedFile() {}

    /** Merges inputs, which are closed. */
    public static byte[] of(List<? extends MergeInput> inputs, LtxPageFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LtxMerger merger = new LtxMerger(inputs);
                LtxWriter writer = new LtxWriter(Channels.newChannel(out), merger.header(), format)) {
            while (merger.nextPage()) {
                merger.copyPage(writer);
            }
            merger.finish();
            writer.finish();
        }
        return out.toByteArray();
    }
}
