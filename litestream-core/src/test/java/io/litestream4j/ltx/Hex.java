package io.litestream4j.ltx;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes spelled in hex, one field per text. */
final class Hex {

    private Hex() {}

    static byte[] bytes(String... fields) {
        return HexFormat.of().parseHex(String.join("", fields).replace(" ", ""));
    }

    static ByteBuffer buffer(String... fields) {
        return ByteBuffer.wrap(bytes(fields));
    }

    static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
