package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Page frames: header and compressed content. */
final class LtxPageCodec {

    private static final int LENGTH_SIZE = Integer.BYTES;

    private LtxPageCodec() {}

    /** Returns how large a page frame can become, whatever its form. */
    static int bound(int pageSize) {
        return LtxPageHeader.SIZE + Lz4Frame.bound(pageSize);
    }

    /**
     * Writes a page frame; {@code target} has a backing array and room for {@link #bound} bytes.
     *
     * @return how many bytes at the start of the frame the file checksum covers, before it covers the page
     */
    static int encode(LtxPageFormat format, int pageNumber, byte[] page, int offset, int pageSize, ByteBuffer target) {
        switch (format) {
            case FRAME -> {
                new LtxPageHeader(pageNumber, 0).writeTo(target);
                Lz4Frame.encode(page, offset, pageSize, target);
                return LtxPageHeader.SIZE;
            }
            case BLOCK -> {
                new LtxPageHeader(pageNumber, LtxPageHeader.FLAG_LENGTH).writeTo(target);
                int block = target.position() + LENGTH_SIZE;
                int length = Lz4.compress(page, offset, pageSize, target.array(), block);
                target.putInt(length).position(block + length);
                return LtxPageHeader.SIZE + LENGTH_SIZE;
            }
        }
        throw new AssertionError(format);
    }

    /**
     * Writes a page frame of the format {@link LtxPageFormat#BLOCK} around a block that is there already.
     *
     * @return as {@link #encode}
     */
    static int copy(int pageNumber, ByteBuffer block, ByteBuffer target) {
        new LtxPageHeader(pageNumber, LtxPageHeader.FLAG_LENGTH).writeTo(target);
        target.putInt(block.remaining()).put(block);
        return LtxPageHeader.SIZE + LENGTH_SIZE;
    }

    /**
     * Reads what follows {@code header}, fills {@code page} and adds what the file checksum covers to it.
     *
     * @return the size of the compressed block, which lies just before the position of the input's buffer; 0 if there is none
     *     but an LZ4 frame
     */
    static int decode(LtxInput in, LtxPageHeader header, byte[] page, Crc64 checksum) throws IOException {
        int length = 0;
        if (header.hasLength()) {
            length = decodeBlock(in, page, checksum);
        } else {
            Lz4Frame.decode(in, page);
        }
        checksum.update(page, 0, page.length);
        return length;
    }

    private static int decodeBlock(LtxInput in, byte[] page, Crc64 checksum) throws IOException {
        long offset = in.offset();
        ByteBuffer source = in.require(LENGTH_SIZE);
        checksum.update(source.array(), source.position(), LENGTH_SIZE);
        int length = source.getInt();
        int max = Lz4.bound(page.length);
        if (length <= 0 || length > max) {
            throw in.corrupt(
                    Problem.BAD_PAGE,
                    offset,
                    "LZ4 block of " + Integer.toUnsignedString(length) + " bytes, expected 1 to " + max);
        }
        in.require(length);
        int size = Lz4.decompress(source.array(), source.position(), length, page, 0);
        if (size != page.length) {
            String actual = size < 0 ? "cannot be decompressed" : "holds " + size + " bytes";
            throw in.corrupt(Problem.BAD_PAGE, offset, "LZ4 block " + actual + ", expected " + page.length + " bytes");
        }
        source.position(source.position() + length);
        return length;
    }
}
