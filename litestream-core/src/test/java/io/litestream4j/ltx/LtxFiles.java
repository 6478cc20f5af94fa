package io.litestream4j.ltx;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** LTX files in memory. */
final class LtxFiles {

    private LtxFiles() {}

    static LtxHeader header(int pageSize, int commit, long min, long max) {
        return new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM,
                pageSize,
                commit,
                new TxId(min),
                new TxId(max),
                1000 + max,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static byte[] write(LtxHeader header, LtxPageFormat format, SortedMap<Integer, byte[]> pages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LtxWriter writer = new LtxWriter(Channels.newChannel(out), header, format)) {
            for (Map.Entry<Integer, byte[]> page : pages.entrySet()) {
                writer.writePage(page.getKey(), page.getValue(), 0);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    /** A file whose pages are filled with one byte each. */
    static byte[] write(LtxHeader header, Map<Integer, Integer> pages) throws IOException {
        SortedMap<Integer, byte[]> filled = new TreeMap<>();
        pages.forEach((number, fill) -> filled.put(number, page(header.pageSize(), fill)));
        return write(header, LtxPageFormat.BLOCK, filled);
    }

    static byte[] page(int pageSize, int fill) {
        byte[] page = new byte[pageSize];
        Arrays.fill(page, (byte) fill);
        return page;
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static LtxReader open(byte[] file) throws IOException {
        return new LtxReader(new ByteArrayInputStream(file), "test.ltx");
    }

    static List<LtxReader> openAll(List<byte[]> files) throws IOException {
        List<LtxReader> readers = new ArrayList<>();
        for (byte[] file : files) {
            readers.add(open(file));
        }
        return readers;
    }

    /** Reads a file, which has to be sound. */
    static SortedMap<Integer, byte[]> read(byte[] file) throws IOException {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        try (LtxReader reader = open(file)) {
            while (reader.nextPage()) {
                pages.put(reader.pageNumber(), reader.page().clone());
            }
            reader.finish();
        }
        return pages;
    }

    static LtxPageIndex pageIndex(byte[] file, String resource) throws IOException {
        byte[] footerBytes = Arrays.copyOfRange(file, file.length - LtxFooter.SIZE, file.length);
        LtxFooter footer = LtxFooter.load(footerBytes, file.length, resource);
        int start = (int) footer.indexOffset(file.length);
        byte[] index = Arrays.copyOfRange(file, start, file.length - LtxFooter.SIZE);
        return LtxPageIndex.load(index, LtxHeader.load(ByteBuffer.wrap(file), resource), start, resource);
    }

    /** The distinct flags of the pages in a file. */
    static List<Integer> pageFlags(byte[] file, LtxPageIndex index) {
        return IntStream.range(0, index.pageCount())
                .mapToObj(entry -> ByteBuffer.wrap(file, (int) index.offset(entry), LtxPageHeader.SIZE))
                .map(source -> LtxPageHeader.load(source).flags())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns a copy of a file whose file checksum fits another post-apply checksum. */
    static byte[] withPostApplyChecksum(byte[] file, long postApplyChecksum) throws IOException {
        Crc64 checksum = new Crc64();
        checksum.update(file, 0, LtxHeader.SIZE);
        LtxPageIndex index = pageIndex(file, "test.ltx");
        LtxReader reader = open(file);
        for (int entry = 0; reader.nextPage(); entry++) {
            checksum.update(file, (int) index.offset(entry), LtxPageHeader.SIZE + Integer.BYTES);
            checksum.update(reader.page(), 0, reader.page().length);
        }
        int end = (int) index.offset(index.pageCount());
        ByteBuffer copy = ByteBuffer.wrap(file.clone()).putLong(file.length - LtxTrailer.SIZE, postApplyChecksum);
        checksum.update(copy.array(), end, file.length - Long.BYTES - end);
        return copy.putLong(file.length - Long.BYTES, checksum.value() | LtxTrailer.CHECKSUM_FLAG)
                .array();
    }
}
