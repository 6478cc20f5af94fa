package io.litestream4j.upload;

import io.litestream4j.replica.UploadSource;
import io.litestream4j.staging.FixedSnapshot;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A fixed snapshot as the source of an upload. How large it is becomes known when it has been read to its end once. A stream
 * fails when the WAL has become long meanwhile.
 */
final class SnapshotContent implements UploadSource {

    private static final long UNKNOWN = -1;
    private static final int LOOK_EVERY = 1 << 20;

    private final FixedSnapshot snapshot;
    private volatile long size = UNKNOWN;

    SnapshotContent(FixedSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public long size() {
        long known = size;
        return known == UNKNOWN ? snapshot.maxSize() : known;
    }

    @Override
    public boolean isSizeKnown() {
        return size != UNKNOWN;
    }

    @Override
    public InputStream open() throws IOException {
        return new Counting(snapshot.open());
    }

    private final class Counting extends FilterInputStream {

        private long count;
        private long nextLook = LOOK_EVERY;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (count >= nextLook) {
                nextLook = count + LOOK_EVERY;
                requireShortWal();
            }
            int read = super.read(target, offset, length);
            if (read < 0) {
                size = count;
            }
            count += Math.max(read, 0);
            return read;
        }

        private void requireShortWal() throws IOException {
            if (snapshot.isWalLong()) {
                throw new IOException(
                        "the WAL has become too long while the snapshot " + snapshot.name() + " was uploaded");
            }
        }

        @Override
        public long skip(long length) {
            throw new UnsupportedOperationException("every byte is read");
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
