package io.litestream4j.ltx;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** LZ4 blocks of one page. Safe for use by several threads. */
final class Lz4 {

    private static final LZ4Factory FACTORY = factory();
    private static final LZ4Compressor COMPRESSOR = FACTORY.fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR = FACTORY.safeDecompressor();

    private Lz4() {}

    /**
     * Prefers native code, which is more than twice as fast, and takes Java where there is none for the platform. The
     * library's own choice is Java whenever another class loader than the system's has loaded it, which is so in every
     * executable Spring Boot archive.
     */
    private static LZ4Factory factory() {
        try {
            return LZ4Factory.nativeInstance();
        } catch (LinkageError | AssertionError | RuntimeException ex) {
            return LZ4Factory.fastestJavaInstance();
        }
    }

    /** Returns how large {@code length} bytes can become. */
    static int bound(int length) {
        return length + length / 255 + 16;
    }

    /** Compresses and returns the size; {@code target} must have room for {@link #bound} bytes. */
    static int compress(byte[] source, int offset, int length, byte[] target, int targetOffset) {
        return COMPRESSOR.compress(source, offset, length, target, targetOffset, bound(length));
    }

    /**
     * Decompresses into {@code target} from {@code targetOffset} up to its end at most.
     *
     * @return the number of bytes, or -1 if the block is malformed or holds more than fits
     */
    static int decompress(byte[] source, int offset, int length, byte[] target, int targetOffset) {
        return decompress(source, offset, length, target, targetOffset, target.length - targetOffset);
    }

    /**
     * Decompresses into {@code target} from {@code targetOffset} on.
     *
     * @param max how many bytes there is room for
     * @return the number of bytes, or -1 if the block is malformed or holds more than fits
     */
    static int decompress(byte[] source, int offset, int length, byte[] target, int targetOffset, int max) {
        try {
            return DECOMPRESSOR.decompress(source, offset, length, target, targetOffset, max);
        } catch (LZ4Exception ex) {
            return -1;
        }
    }
}
