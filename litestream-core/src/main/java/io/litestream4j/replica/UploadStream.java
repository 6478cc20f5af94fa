package io.litestream4j.replica;

import java.io.FilterInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an {@link UploadSource} for one try: fails instead of ending too early or going on too long, so that no
 * store takes part of a file for all of it. Remembers its failure, which client libraries wrap in their own. For one thread
 * at a time.
 */
public final class UploadStream extends FilterInputStream {

    private final long size;
    private final boolean exact;
    private long count;
    private volatile @Nullable IOException failure;

    private UploadStream(UploadSource source) throws IOException {
        super(source.open());
        this.exact = source.isSizeKnown();
        this.size = source.size();
    }

    /** Opens the bytes from the start; the caller closes the stream. */
    public static UploadStream open(UploadSource source) throws IOException {
        return new UploadStream(source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = super.read(target, offset, length);
            count += Math.max(read, 0);
            if (count > size || exact && read < 0 && count < size) {
                throw new IOException("the source has " + (count > size ? "more than " : "") + Math.min(count, size)
                        + " bytes, expected " + size);
            }
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long skip(long length) {
        throw new UnsupportedOperationException("every byte of an upload is read");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Throws what a read has thrown, if one has. */
    public void requireSound() throws IOException {
        IOException seen = failure;
        if (seen != null) {
            throw seen;
        }
    }
}
