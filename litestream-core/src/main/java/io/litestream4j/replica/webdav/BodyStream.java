package io.litestream4j.replica.webdav;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer while it arrives; the JDK's own stream of this kind waits for ever. More is asked for only when the
 * last buffers are taken up. One thread reads, the client's thread delivers.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {

    /** The rest of a body that is read rather than lose the connection. */
    private static final int SMALL_REST = 64 * 1024;

    private final String path;
    private final Duration timeout;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
    private boolean ended;

    BodyStream(String path, Duration timeout) {
        this.path = path;
        this.timeout = timeout;
    }

    private sealed interface Event {
        record Bytes(List<ByteBuffer> buffers) implements Event {}

        record End(@Nullable Throwable failure) implements Event {}
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription made) {
        subscription.complete(made);
        made.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        events.add(new Event.Bytes(item));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event.End(failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event.End(null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = nextBuffer();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private @Nullable ByteBuffer nextBuffer() throws IOException {
        while (true) {
            ByteBuffer first = buffers.peek();
            if (first != null && first.hasRemaining()) {
                return first;
            }
            if (first != null) {
                buffers.remove();
            } else if (ended) {
                return null;
            } else {
                take(await());
            }
        }
    }

    private Event await() throws IOException {
        try {
            Event event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (event != null) {
                return event;
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + path);
        }
        close();
        throw new IOException("cannot read " + path + ": nothing came for " + timeout);
    }

    private void take(Event event) throws IOException {
        if (event instanceof Event.Bytes bytes) {
            buffers.addAll(bytes.buffers());
            subscription.join().request(1);
        } else if (event instanceof Event.End end) {
            ended = true;
            if (end.failure() != null) {
                throw new IOException(
                        "cannot read " + path + ": " + end.failure().getMessage(), end.failure());
            }
        }
    }

    /** Closes the stream after reading a short rest, so that the connection can be used again. */
    void finish() throws IOException {
        try {
            readNBytes(SMALL_REST);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        ended = true;
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
