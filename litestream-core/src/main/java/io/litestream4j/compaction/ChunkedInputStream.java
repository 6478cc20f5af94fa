package io.litestream4j.compaction;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads a file chunk by chunk, each through a stream of its own that is closed at once: however many files are merged and
 * however slowly, no connection and no descriptor stays open meanwhile. Holds one chunk. For one thread.
 */
final class ChunkedInputStream extends InputStream {

    /** Opens ranges of one file. */
    @FunctionalInterface
    interface Opener {
        InputStream open(long offset, long length) throws IOException;
    }

    private final Opener opener;
    private final long size;
    private final int chunkSize;
    private byte[] chunk = new byte[0];
    private int position;
    private int end;
    private long fetched;

    ChunkedInputStream(Opener opener, long size, int chunkSize) {
        this.opener = opener;
        this.size = size;
        this.chunkSize = chunkSize;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (position == end && !fetch()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fetch() throws IOException {
        int wanted = (int) Math.min(chunkSize, size - fetched);
        if (wanted > 0) {
            // The first chunk is the largest.
            chunk = chunk.length < wanted ? new byte[wanted] : chunk;
            try (InputStream in = opener.open(fetched, wanted)) {
                end = in.readNBytes(chunk, 0, wanted);
            }
            fetched += end;
            position = 0;
        }
        return position < end;
    }

    @Override
    public void close() {
        chunk = new byte[0];
        position = 0;
        end = 0;
    }
}
