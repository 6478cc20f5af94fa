package io.litestream4j.replica;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes in memory of which nobody knows how many there are before they have been read: twice as many at most. */
public class UnsizedSource implements UploadSource {

    private final byte[] bytes;
    private volatile boolean known;

    /** Takes the bytes. */
    public UnsizedSource(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return known ? bytes.length : 2L * bytes.length;
    }

    @Override
    public boolean isSizeKnown() {
        return known;
    }

    @Override
    public InputStream open() {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                known |= count < 0;
                return count;
            }
        };
    }
}
