package io.litestream4j.restore.v03;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.restore.fetch.ReplicaReader;
import java.io.IOException;
import java.io.InputStream;

/** Reads files without using what is in them. */
public final class V03Contents {

    private static final int BUFFER_SIZE = 1 << 16;

    private V03Contents() {}

    /**
     * Reads a file to its end, in bounded memory.
     *
     * @return the size of what is in it, decompressed
     * @throws CorruptDataException if it is not what was written
     */
    public static long size(ReplicaReader reader, V03File file) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        long size = 0;
        try (InputStream in =
                new Lz4Object(reader.open(file.object()), file.object().name())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
            }
        }
        if (size == 0) {
            throw new CorruptDataException(Problem.TRUNCATED, file.object().name(), 0, "there is nothing in it");
        }
        return size;
    }
}
