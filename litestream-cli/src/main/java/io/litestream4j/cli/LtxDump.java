package io.litestream4j.cli;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.ltx.LtxFooter;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxOutline;
import io.litestream4j.ltx.LtxPageIndex;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is around the pages of one LTX file, and where those are. Reads both ends of the file only, so its checksum is not
 * checked.
 *
 * @param file the file
 * @param outline header and page index
 * @param footer size of the index, and the trailer
 */
record LtxDump(ReplicaFile file, LtxOutline outline, LtxFooter footer) {

    /**
     * Reads a file.
     *
     * @throws CorruptDataException if it is none
     */
    static LtxDump read(ReplicaClient client, ReplicaFile file) throws IOException {
        if (file.size() < LtxHeader.SIZE + LtxFooter.SIZE) {
            throw new CorruptDataException(
                    Problem.TRUNCATED,
                    file.display(),
                    file.size(),
                    "the file ends here: too short for header and trailer");
        }
        byte[] head = read(client, file, 0, LtxHeader.SIZE);
        byte[] end = read(client, file, file.size() - LtxFooter.SIZE, LtxFooter.SIZE);
        LtxFooter footer = LtxFooter.load(end, file.size(), file.display());
        int tailSize = Math.toIntExact(Math.min(footer.indexSize(), Integer.MAX_VALUE / 2) + LtxFooter.SIZE);
        byte[] tail = read(client, file, file.size() - tailSize, tailSize);
        return new LtxDump(file, LtxOutline.load(head, tail, file.size(), file.display()), footer);
    }

    private static byte[] read(ReplicaClient client, ReplicaFile file, long offset, int length) throws IOException {
        try (InputStream in = client.open(file, offset, length)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new CorruptDataException(
                        Problem.TRUNCATED, file.display(), offset + bytes.length, "the file ends here, too early");
            }
            return bytes;
        }
    }

    /** Returns one line for each field and page. */
    String text() {
        StringBuilder text = new StringBuilder(file.level() + "/" + file.name());
        header().forEach((name, value) ->
                text.append("\n  ").append(name).append(": ").append(value));
        trailer()
                .forEach((name, value) ->
                        text.append("\n  ").append(name).append(": ").append(value));
        LtxPageIndex index = outline.index();
        text.append("\n  pages: ").append(index.pageCount());
        for (int entry = 0; entry < index.pageCount(); entry++) {
            text.append("\n    page ").append(index.pageNumber(entry));
            text.append(" at ").append(index.offset(entry));
            text.append(", ").append(size(entry)).append(" bytes");
        }
        return text.toString();
    }

    /** Returns the same for scripts. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(Json.file(file));
        json.put("header", header());
        json.put("trailer", trailer());
        List<Map<String, Object>> pages = new ArrayList<>();
        for (int entry = 0; entry < outline.index().pageCount(); entry++) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("number", outline.index().pageNumber(entry));
            page.put("offset", outline.index().offset(entry));
            page.put("size", size(entry));
            pages.add(page);
        }
        json.put("pages", pages);
        return json;
    }

    private long size(int entry) {
        return outline.index().offset(entry + 1) - outline.index().offset(entry);
    }

    private Map<String, Object> header() {
        LtxHeader header = outline.header();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("flags", header.flags());
        fields.put("pageSize", header.pageSize());
        fields.put("commit", header.commit());
        fields.put("minTxid", header.minTxId().toString());
        fields.put("maxTxid", header.maxTxId().toString());
        fields.put("timestamp", Instant.ofEpochMilli(header.timestampMillis()).toString());
        fields.put("preApplyChecksum", hex(header.preApplyChecksum()));
        fields.put("walOffset", header.walOffset());
        fields.put("walSize", header.walSize());
        fields.put("walSalt1", Integer.toUnsignedLong(header.walSalt1()));
        fields.put("walSalt2", Integer.toUnsignedLong(header.walSalt2()));
        return fields;
    }

    private Map<String, Object> trailer() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("indexSize", footer.indexSize());
        fields.put("postApplyChecksum", hex(footer.trailer().postApplyChecksum()));
        fields.put("fileChecksum", hex(footer.trailer().fileChecksum()));
        return fields;
    }

    private static String hex(long value) {
        return String.format(Locale.ROOT, "%016x", value);
    }
}
