package io.litestream4j.replica.webdav;

import io.litestream4j.replica.UploadSource;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * The body of a PUT, and what has gone wrong with it on our side. The JDK's client closes a stream only after its last byte,
 * not when the connection breaks: each new one closes the one before, and the last is closed with this. Safe for use by
 * several threads, for the client's may still read when the request has failed.
 */
final class WebDavUpload implements Closeable {

    private final UploadSource source;
    private @Nullable Body current;
    private boolean closed;
    private @Nullable IOException failure;

    WebDavUpload(UploadSource source) {
        this.source = source;
    }

    /** Returns the body, with its length known to the server beforehand. */
    BodyPublisher body() throws IOException {
        long size = source.exactSize();
        return size == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), size);
    }

    private synchronized InputStream open() {
        try {
            closeCurrent();
            if (closed) {
                throw new IOException("the upload has ended");
            }
            current = new Body(source.open());
            return current;
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        }
    }

    private void closeCurrent() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** Throws if the source could not be opened: the client takes that for a broken connection. */
    synchronized void requireReadable() throws IOException {
        if (failure != null) {
            throw new IOException("cannot read what is to be uploaded: " + failure.getMessage(), failure);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        closeCurrent();
    }

    /** Is not closed while it is read. */
    private static final class Body extends FilterInputStream {

        private boolean closed;

        Body(InputStream in) {
            super(in);
        }

        @Override
        public synchronized int read() throws IOException {
            requireOpen();
            return super.read();
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) throws IOException {
            requireOpen();
            return super.read(target, offset, length);
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("the upload has ended");
            }
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            super.close();
        }
    }
}
