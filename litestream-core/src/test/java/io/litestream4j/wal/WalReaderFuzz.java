package io.litestream4j.wal;

import io.litestream4j.io.ByteArrayDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.testing.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** WAL files, as they are and then with salts and checksums put right, so that more than the first frame counts. */
public final class WalReaderFuzz implements FuzzTarget {

    private static final int BIG_ENDIAN_MAGIC = 0x377f0683;
    private static final int HEADER_CHECKSUMMED = 24;

    @Override
    public void test(byte[] input) throws IOException {
        scan(input);
        if (input.length >= WalHeader.SIZE) {
            scan(repaired(input));
        }
    }

    private static void scan(byte[] input) throws IOException {
        try {
            Optional<WalReader> reader = WalReader.open(new ByteArrayDataBlock(input), "input");
            if (reader.isPresent()) {
                check(reader.get(), input.length);
            }
        } catch (CorruptDataException e) {
            // refused
        }
    }

    private static void check(WalReader reader, int size) throws IOException {
        WalScan scan = reader.scan();
        FuzzTarget.require(scan.committedFrames() <= scan.validFrames(), scan);
        FuzzTarget.require(reader.frameOffset(scan.validFrames()) <= size, scan);
        PageMap newest = new PageMap();
        reader.readHeaders(0, scan.committedFrames(), (frame, pageNumber, commit) -> newest.put(pageNumber, frame));
        newest.removeAbove(scan.commit());
        FuzzTarget.require(newest.size() == scan.pages().size(), "one reading has other pages than the other");
        byte[] page = new byte[reader.header().pageSize()];
        for (int pageNumber : scan.pages().sortedPageNumbers()) {
            long frame = scan.pages().get(pageNumber);
            FuzzTarget.require(frame == newest.get(pageNumber) && frame < scan.committedFrames(), frame);
            FuzzTarget.require(Integer.compareUnsigned(pageNumber, scan.commit()) <= 0, pageNumber);
            reader.readPage(frame, page, 0);
        }
    }

    private static byte[] repaired(byte[] input) {
        byte[] wal = input.clone();
        ByteBuffer buffer = ByteBuffer.wrap(wal);
        ByteOrder order = buffer.getInt(0) == BIG_ENDIAN_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Sums sums = new Sums(order);
        sums.add(wal, 0, HEADER_CHECKSUMMED);
        buffer.putInt(HEADER_CHECKSUMMED, sums.first).putInt(HEADER_CHECKSUMMED + 4, sums.second);
        int pageSize = buffer.getInt(8);
        if (pageSize < 512 || pageSize > 65536 || Integer.bitCount(pageSize) != 1) {
            return wal;
        }
        int frameSize = WalFrameHeader.SIZE + pageSize;
        for (int at = WalHeader.SIZE; at + frameSize <= wal.length; at += frameSize) {
            buffer.putLong(at + 8, buffer.getLong(16));
            sums.add(wal, at, 8);
            sums.add(wal, at + WalFrameHeader.SIZE, pageSize);
            buffer.putInt(at + 16, sums.first).putInt(at + 20, sums.second);
        }
        return wal;
    }

    /** SQLite's checksum once more, by its documentation and not by the code that is tested. */
    private static final class Sums {

        private final ByteOrder order;
        private int first;
        private int second;

        Sums(ByteOrder order) {
            this.order = order;
        }

        void add(byte[] bytes, int offset, int length) {
            ByteBuffer words = ByteBuffer.wrap(bytes, offset, length).order(order);
            while (words.hasRemaining()) {
                first += words.getInt() + second;
                second += words.getInt() + first;
            }
        }
    }
}
