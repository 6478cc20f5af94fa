package io.litestream4j.replica.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The body of a blocking request for an asynchronous client: read from its source for every try, as the client asks for it and on
 * the client's thread, which is fast for what lies on the local disk. Holds one block at a time.
 *
 * @param source what to send
 */
record StreamedBody(RequestBody source) implements AsyncRequestBody {

    private static final int BLOCK = 64 * 1024;

    @Override
    public Optional<Long> contentLength() {
        return source.optionalContentLength();
    }

    @Override
    public String contentType() {
        return source.contentType();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        SdkPublisher.<ByteBuffer>fromIterable(
                        () -> new Blocks(source.contentStreamProvider().newStream()))
                .subscribe(subscriber);
    }

    /** The blocks of a stream. */
    private static final class Blocks implements Iterator<ByteBuffer> {

        private final InputStream in;
        private @Nullable ByteBuffer next;
        private boolean ended;

        Blocks(InputStream in) {
            this.in = in;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                next = read();
                ended = next == null;
            }
            return next != null;
        }

        private @Nullable ByteBuffer read() {
            try {
                byte[] block = in.readNBytes(BLOCK);
                return block.length == 0 ? null : ByteBuffer.wrap(block);
            } catch (IOException e) {
                throw SdkClientException.create(e.getMessage(), e);
            }
        }

        @Override
        public ByteBuffer next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            ByteBuffer block = next;
            next = null;
            return block;
        }
    }
}
