package io.litestream4j.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks after a number of bytes, or in which a bit is flipped. */
final class DamagedInputStream extends FilterInputStream {

    private final long cut;
    private final long flip;
    private long position;

    /**
     * Wraps a stream.
     *
     * @param cut number of bytes after which it breaks
     * @param flip position of the byte in which a bit is flipped; negative for none
     */
    DamagedInputStream(InputStream in, long cut, long flip) {
        super(in);
        this.cut = cut;
        this.flip = flip;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position >= cut) {
            throw new IOException("connection reset (injected) after " + position + " bytes");
        }
        int count = super.read(target, offset, (int) Math.min(length, cut - position));
        if (flip >= position && flip < position + count) {
            target[offset + (int) (flip - position)] ^= 1;
        }
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
