package io.litestream4j.replica.s3;

import io.litestream4j.replica.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A range of an upload as the body of a request. It is read from the source again for every try, so no part is ever held in
 * memory. The SDK does not say when it is done with a stream: each new one closes the one before.
 */
final class PartContent implements ContentStreamProvider, Closeable {

    private static final String TYPE = "application/octet-stream";

    private final UploadSource source;
    private final long offset;
    private final long length;
    private @Nullable InputStream open;

    PartContent(UploadSource source, long offset, long length) {
        this.source = source;
        this.offset = offset;
        this.length = length;
    }

    /** Returns a body that is in memory, and not copied. */
    static RequestBody body(byte[] bytes) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes), bytes.length, TYPE);
    }

    RequestBody body() {
        return RequestBody.fromContentProvider(this, length, TYPE);
    }

    @Override
    public synchronized InputStream newStream() {
        try {
            close();
            InputStream in = source.open();
            open = in;
            in.skipNBytes(offset);
            return new Range(in, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** The first bytes of another stream. */
    private static final class Range extends FilterInputStream {

        private long left;

        Range(InputStream in, long length) {
            super(in);
            this.left = length;
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
            int count = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = in.skip(Math.min(wanted, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
