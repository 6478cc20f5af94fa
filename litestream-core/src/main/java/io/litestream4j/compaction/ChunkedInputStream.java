package io.litestream4j.compaction;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads a file with a stream of its own for each read, which is closed at once: however many files are merged and however
 * slowly, no connection and no descriptor stays open meanwhile. For a reader that asks for much at once; for one thread.
 */
final class ChunkedInputStream extends InputStream {

    /** Opens ranges of one file. */
    @FunctionalInterface
    interface Opener {
        InputStream open(long offset, long length) throws IOException;
    }

    private final Opener opener;
    private final long size;
    private long position;

    ChunkedInputStream(Opener opener, long size) {
        this.opener = opener;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int wanted = (int) Math.min(length, size - position);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        try (InputStream in = opener.open(position, wanted)) {
            int count = in.readNBytes(target, offset, wanted);
            position += count;
            return count == 0 ? -1 : count;
        }
    }
}
