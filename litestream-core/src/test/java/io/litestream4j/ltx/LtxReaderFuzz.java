package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.testing.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LTX files as a whole. What is refused for its checksum only is tried again with the right one; what is accepted has to be
 * the same after it was written again.
 */
public final class LtxReaderFuzz implements FuzzTarget {

    private static final Pattern EXPECTED = Pattern.compile("file checksum 0x[0-9a-f]+, expected 0x([0-9a-f]+)");

    /** What a file holds. */
    private record Content(LtxHeader header, SortedMap<Integer, byte[]> pages) {}

    @Override
    public void test(byte[] input) throws IOException {
        try {
            accepted(read(input));
        } catch (CorruptDataException e) {
            Optional<byte[]> repaired = repaired(input, e);
            if (repaired.isPresent()) {
                testRepaired(repaired.get());
            }
        }
    }

    private static void testRepaired(byte[] input) throws IOException {
        try {
            accepted(read(input));
        } catch (CorruptDataException e) {
            FuzzTarget.require(repaired(input, e).isEmpty(), "the checksum that is asked for is not accepted: " + e);
        }
    }

    private static Optional<byte[]> repaired(byte[] input, CorruptDataException failure) {
        Matcher expected = EXPECTED.matcher(String.valueOf(failure.getMessage()));
        if (!expected.find()) {
            return Optional.empty();
        }
        byte[] repaired = input.clone();
        ByteBuffer.wrap(repaired).putLong(input.length - Long.BYTES, Long.parseUnsignedLong(expected.group(1), 16));
        return Optional.of(repaired);
    }

    private static Content read(byte[] bytes) throws IOException {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        try (LtxReader reader = new LtxReader(new ByteArrayInputStream(bytes), "input")) {
            int last = 0;
            while (reader.nextPage()) {
                FuzzTarget.require(reader.pageNumber() > last, "page " + reader.pageNumber() + " after " + last);
                last = reader.pageNumber();
                pages.put(last, reader.page().clone());
            }
            reader.finish();
            FuzzTarget.require(reader.size() == bytes.length, "size " + reader.size());
            FuzzTarget.require(last <= reader.header().commit(), "page " + last + " behind the end");
            return new Content(reader.header(), pages);
        }
    }

    private static void accepted(Content content) throws IOException {
        LtxHeader header = writable(content.header);
        if (header.commit() == 0) {
            // Legal to read, but nobody writes it.
            return;
        }
        Content again = read(written(header, content.pages));
        FuzzTarget.require(again.header.equals(header), again.header);
        FuzzTarget.require(again.pages.keySet().equals(content.pages.keySet()), again.pages.keySet());
        content.pages.forEach((number, page) ->
                FuzzTarget.require(Arrays.equals(page, again.pages.get(number)), "page " + number + " differs"));
    }

    private static LtxHeader writable(LtxHeader header) {
        return new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM,
                header.pageSize(),
                header.commit(),
                header.minTxId(),
                header.maxTxId(),
                header.timestampMillis(),
                0,
                header.walOffset(),
                header.walSize(),
                header.walSalt1(),
                header.walSalt2(),
                header.nodeId());
    }

    private static byte[] written(LtxHeader header, SortedMap<Integer, byte[]> pages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LtxWriter writer = new LtxWriter(Channels.newChannel(out), header, LtxPageFormat.BLOCK)) {
            for (var page : pages.entrySet()) {
                writer.writePage(page.getKey(), page.getValue(), 0);
            }
            writer.finish();
        }
        return out.toByteArray();
    }
}
