package io.litestream4j.replica.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream that waits for a silent server only so long; the JDK's own waits for ever. Holds one
 * delivery of the network at most, some 16 KiB. For one reader; {@link #cancel()} may be called by any thread.
 */
final class HttpBodyStream extends InputStream implements BodySubscriber<HttpBodyStream> {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Duration patience;
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private Iterator<ByteBuffer> buffers = Collections.emptyIterator();
    private ByteBuffer current = NOTHING;
    private boolean ended;

    // Guarded by this.
    private @Nullable Subscription subscription;
    private boolean cancelled;

    HttpBodyStream(Duration patience) {
        this.patience = patience;
    }

    /** What the network brings: bytes, or the end with or without a failure. */
    private record Delivery(
            @Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

    @Override
    public CompletionStage<HttpBodyStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public synchronized void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (cancelled) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        deliveries.add(new Delivery(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        deliveries.add(new Delivery(null, failure));
    }

    @Override
    public void onComplete() {
        deliveries.add(new Delivery(null, null));
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
        while (!current.hasRemaining() && !ended) {
            advance();
        }
        int count = Math.min(length, current.remaining());
        current.get(target, offset, count);
        return count == 0 ? -1 : count;
    }

    private void advance() throws IOException {
        if (buffers.hasNext()) {
            current = buffers.next();
            return;
        }
        Delivery delivery = take();
        if (delivery.bytes() != null) {
            buffers = delivery.bytes().iterator();
            request();
        } else if (delivery.failure() != null) {
            throw new IOException(delivery.failure().getMessage(), delivery.failure());
        } else {
            ended = true;
        }
    }

    private Delivery take() throws IOException {
        try {
            Delivery delivery = deliveries.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (delivery == null) {
                cancel();
                throw new SocketTimeoutException("the store has sent nothing for " + patience.toSeconds() + " s");
            }
            return delivery;
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading from the store");
        }
    }

    private synchronized void request() {
        if (subscription != null && !cancelled) {
            subscription.request(1);
        }
    }

    /** Gives up the rest, and the connection with it. */
    synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void close() {
        if (!ended) {
            cancel();
        }
    }
}
