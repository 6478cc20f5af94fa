package io.litestream4j.replica;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upload that counts its streams. Safe for use by several threads.
 *
 * @param source the bytes
 * @param unclosed how many streams are open
 */
record CountedSource(UploadSource source, AtomicInteger unclosed) implements UploadSource {

    CountedSource(UploadSource source) {
        this(source, new AtomicInteger());
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream in = source.open();
        unclosed.incrementAndGet();
        return new FilterInputStream(in) {

            private boolean closed;

            @Override
            public synchronized void close() throws IOException {
                if (!closed) {
                    closed = true;
                    unclosed.decrementAndGet();
                }
                super.close();
            }
        };
    }
}
