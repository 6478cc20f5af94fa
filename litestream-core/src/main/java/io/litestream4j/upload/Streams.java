package io.litestream4j.upload;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares streams. */
final class Streams {

    private static final int BLOCK = 64 * 1024;

    private Streams() {}

    static boolean haveSameContent(InputStream one, InputStream other) throws IOException {
        while (true) {
            byte[] block = one.readNBytes(BLOCK);
            if (!Arrays.equals(block, other.readNBytes(BLOCK))) {
                return false;
            }
            if (block.length == 0) {
                return true;
            }
        }
    }
}
