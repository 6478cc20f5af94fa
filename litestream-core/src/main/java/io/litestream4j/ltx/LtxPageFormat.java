package io.litestream4j.ltx;

/** How the content of a page is compressed in an LTX file. Readers of this library read both forms in one file. */
public enum LtxPageFormat {

    /** A raw LZ4 block behind its length, as Litestream writes and reads since 0.5.16. */
    BLOCK,

    /** A complete LZ4 frame with content checksum, which every Litestream 0.5 reads. */
    FRAME
}
