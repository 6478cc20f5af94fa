package io.litestream4j.restore.pages;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.LtxFileChecksum;
import io.litestream4j.ltx.LtxPartChecksum;
import java.util.ArrayList;
import java.util.List;

/** Collects the checksums of the parts of a file, which may come in any order. Safe for use by several threads. */
final class WholeFile {

    private final LtxFileChecksum file;
    private final List<LtxPartChecksum> parts = new ArrayList<>();

    WholeFile(LtxFileChecksum file) {
        this.file = file;
    }

    /** Makes room for the checksum of the next part and returns its number. */
    synchronized int expect() {
        parts.add(LtxPartChecksum.EMPTY);
        return parts.size() - 1;
    }

    /** Takes the checksum of a part. */
    synchronized void add(int part, LtxPartChecksum checksum) {
        parts.set(part, checksum);
    }

    /** Checks the file when all parts are there. */
    synchronized void check() throws CorruptDataException {
        file.check(parts);
    }
}
