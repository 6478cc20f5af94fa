package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;

/** Verifies LTX files: everything that {@link LtxReader} checks, and that the name says what the header does. */
public final class LtxVerifier {

    private LtxVerifier() {}

    /**
     * Reads a file to its end.
     *
     * @param name the name under which the file is stored
     * @param in the file from its first byte on; the caller closes it
     * @param resource the file, as a person would name it
     * @throws IOException if the file cannot be read, which says nothing about its content
     */
    public static LtxVerification verify(LtxFileName name, InputStream in, String resource) throws IOException {
        try {
            return read(name, new LtxReader(in, resource));
        } catch (CorruptDataException ex) {
            return new LtxVerification.Damaged(ex);
        }
    }

    private static LtxVerification read(LtxFileName name, LtxReader reader) throws IOException {
        reader.requireName(name);
        int pageCount = 0;
        while (reader.nextPage()) {
            pageCount++;
        }
        LtxTrailer trailer = reader.finish();
        return new LtxVerification.Sound(reader.header(), trailer, pageCount, reader.completeFrom(), reader.size());
    }
}
