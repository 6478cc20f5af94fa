package io.litestream4j.replica.webdav;

import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/** The body of a PUT, and what has gone wrong with it on our side. */
final class WebDavUpload {

    private final UploadSource source;
    private volatile @Nullable IOException failure;

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

    private InputStream open() {
        try {
            return source.open();
        } catch (IOException e) {
            failure = e;
            throw new UncheckedIOException(e);
        }
    }

    /** Throws if the source could not be opened: the client takes that for a broken connection. */
    void requireReadable() throws IOException {
        IOException cause = failure;
        if (cause != null) {
            throw new IOException("cannot read what is to be uploaded: " + cause.getMessage(), cause);
        }
    }
}
