package io.litestream4j.wal;

import io.litestream4j.io.ByteArrayDataBlock;
import java.util.HexFormat;

/** Bytes spelled in hex, one field per text. */
final class Hex {

    private Hex() {}

    static byte[] bytes(String... fields) {
        return HexFormat.of().parseHex(String.join("", fields).replace(" ", ""));
    }

    static ByteArrayDataBlock block(String... fields) {
        return new ByteArrayDataBlock(bytes(fields));
    }
}
