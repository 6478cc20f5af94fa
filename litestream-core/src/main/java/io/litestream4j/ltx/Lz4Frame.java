package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The LZ4 frame around one page, in which, unlike in the rest of an LTX file, numbers are little-endian: descriptor
 * (7 bytes), blocks with a 4-byte length each, a length of 0, checksum of the content (4 bytes). No length of the whole
 * is stored.
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">LZ4 Frame Format Description</a>
 */
final class Lz4Frame {

    /** Not the library's fastest, which in an executable Spring Boot archive is one that newer JVMs warn of. */
    private static final XXHash32 XXHASH = XXHashFactory.safeInstance().hash32();

    private static final int SEED = 0;

    private static final int MAGIC = 0x184D2204;

    /** Version 1, independent blocks, content checksum, nothing else: what Litestream writes, and asks for. */
    private static final byte FLAGS = 0x64;

    private static final byte BLOCK_MAX_64_KIB = 0x40;
    private static final byte BLOCK_MAX_4_MIB = 0x70;
    private static final int DESCRIPTOR_SIZE = 7;

    /** Set in the length of a block that is not compressed. */
    private static final int STORED = 1 << 31;

    private static final int LENGTH_SIZE = Integer.BYTES;
    private static final int CHECKSUM_SIZE = Integer.BYTES;

    private Lz4Frame() {}

    /** Returns how large the frame around a page can become. */
    static int bound(int pageSize) {
        return DESCRIPTOR_SIZE + LENGTH_SIZE + Lz4.bound(pageSize) + LENGTH_SIZE + CHECKSUM_SIZE;
    }

    /** Writes a page as a frame; {@code target} has a backing array and room for {@link #bound} bytes. */
    static void encode(byte[] page, int offset, int pageSize, ByteBuffer target) {
        int start = target.position();
        target.putInt(Integer.reverseBytes(MAGIC)).put(FLAGS).put(BLOCK_MAX_64_KIB);
        target.put(descriptorChecksum(target.array(), start));
        int block = target.position() + LENGTH_SIZE;
        int length = Lz4.compress(page, offset, pageSize, target.array(), block);
        if (length < pageSize) {
            target.putInt(Integer.reverseBytes(length)).position(block + length);
        } else {
            target.putInt(Integer.reverseBytes(pageSize | STORED)).put(page, offset, pageSize);
        }
        target.putInt(0).putInt(Integer.reverseBytes(XXHASH.hash(page, offset, pageSize, SEED)));
    }

    private static byte descriptorChecksum(byte[] bytes, int start) {
        return (byte) (XXHASH.hash(bytes, start + Integer.BYTES, 2, SEED) >>> 8);
    }

    /** Reads a frame that fills {@code page} exactly. */
    static void decode(LtxInput in, byte[] page) throws IOException {
        long start = in.offset();
        decodeDescriptor(in);
        int filled = 0;
        int length = nextLength(in);
        while (length != 0) {
            filled += decodeBlock(in, length, page, filled);
            length = nextLength(in);
        }
        if (filled != page.length) {
            throw badPage(in, start, "LZ4 frame holds " + filled + " bytes of a page of " + page.length);
        }
        int checksum = nextLength(in);
        int expected = XXHASH.hash(page, 0, page.length, SEED);
        if (checksum != expected) {
            throw badPage(
                    in,
                    in.offset() - CHECKSUM_SIZE,
                    "content checksum " + Integer.toHexString(checksum) + " of the LZ4 frame differs from the computed "
                            + Integer.toHexString(expected));
        }
    }

    private static void decodeDescriptor(LtxInput in) throws IOException {
        long offset = in.offset();
        ByteBuffer source = in.require(DESCRIPTOR_SIZE);
        int start = source.position();
        int magic = Integer.reverseBytes(source.getInt());
        byte flags = source.get();
        byte blockMax = source.get();
        byte checksum = source.get();
        boolean blockMaxKnown = (blockMax & 0x8F) == 0 && blockMax >= BLOCK_MAX_64_KIB && blockMax <= BLOCK_MAX_4_MIB;
        if (magic != MAGIC
                || flags != FLAGS
                || !blockMaxKnown
                || checksum != descriptorChecksum(source.array(), start)) {
            throw badPage(in, offset, "not the start of an LZ4 frame of independent blocks with content checksum");
        }
    }

    private static int nextLength(LtxInput in) throws IOException {
        return Integer.reverseBytes(in.require(LENGTH_SIZE).getInt());
    }

    /** Reads a block to {@code page} at {@code filled} and returns how many bytes it holds, at least one. */
    private static int decodeBlock(LtxInput in, int lengthField, byte[] page, int filled) throws IOException {
        long offset = in.offset() - LENGTH_SIZE;
        boolean stored = (lengthField & STORED) != 0;
        int length = lengthField & ~STORED;
        int max = stored ? page.length - filled : Lz4.bound(page.length - filled);
        if (length == 0 || length > max) {
            throw badPage(in, offset, "LZ4 frame with a block of " + length + " bytes, at most " + max + " expected");
        }
        ByteBuffer source = in.require(length);
        int count = length;
        if (stored) {
            source.get(page, filled, length);
        } else {
            count = Lz4.decompress(source.array(), source.position(), length, page, filled);
            source.position(source.position() + length);
        }
        if (count <= 0) {
            throw badPage(in, offset, "block in an LZ4 frame cannot be decompressed");
        }
        return count;
    }

    private static CorruptDataException badPage(LtxInput in, long offset, String detail) {
        return in.corrupt(Problem.BAD_PAGE, offset, detail);
    }
}
