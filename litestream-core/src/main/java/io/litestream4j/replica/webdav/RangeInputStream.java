package io.litestream4j.replica.webdav;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A range of a file from a server that sends it whole. For one thread. */
final class RangeInputStream extends FilterInputStream {

    private long left;

    private RangeInputStream(InputStream in, long left) {
        super(in);
        this.left = left;
    }

    static InputStream of(InputStream whole, long offset, long length) throws IOException {
        long skipped = 0;
        while (skipped < offset && whole.read() >= 0) {
            skipped += 1 + whole.skip(offset - skipped - 1);
        }
        return new RangeInputStream(whole, length < 0 ? Long.MAX_VALUE : length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = in.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = in.skip(Math.min(wanted, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
