package io.litestream4j.replica.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * One request, sent once, and its answer. A server that takes or sends nothing is waited for only so long, and not at all by a
 * thread that is interrupted. For one thread at a time, but {@link #abort()} may be called by any.
 */
final class BlockingExchange implements ExecutableHttpRequest {

    /** Slowest upload that is waited for, in bytes per second. */
    private static final long SLOWEST_UPLOAD = 64 << 10;

    /** Up to so many bytes the system takes from us at once, so that we only wait for the answer, which has a time-out. */
    private static final long SENT_AT_ONCE = 8 << 10;

    /** From so many bytes on it is worth a round trip to ask the server first whether it wants them. */
    private static final long WORTH_ASKING = 1 << 20;

    private final InterruptibleWait wait = new InterruptibleWait(this::abort);
    private final CompletableFuture<Void> limit = new CompletableFuture<>();
    private final ExecutableHttpRequest exchange;
    private final Duration timeLimit;
    private final boolean limited;

    /**
     * Prepares a request.
     *
     * @param client sends it; ends a response without data after {@code timeout} itself
     * @param timeout how long a server may be silent
     */
    BlockingExchange(SdkHttpClient client, HttpExecuteRequest request, Duration timeout) {
        long length = request.httpRequest()
                .firstMatchingHeader("Content-Length")
                .map(Long::parseLong)
                .orElse(0L);
        this.limited = length > SENT_AT_ONCE;
        this.timeLimit = timeout.plusSeconds(length / SLOWEST_UPLOAD);
        this.exchange = client.prepareRequest(HttpExecuteRequest.builder()
                .request(
                        length > 0 && length < WORTH_ASKING
                                ? withoutAsking(request.httpRequest())
                                : request.httpRequest())
                .contentStreamProvider(
                        request.contentStreamProvider().map(this::content).orElse(null))
                .build());
    }

    /** The SDK has Amazon asked about each body, however small, because the bucket may be in another region. */
    private static SdkHttpRequest withoutAsking(SdkHttpRequest request) {
        return request.toBuilder().removeHeader("Expect").build();
    }

    private ContentStreamProvider content(ContentStreamProvider content) {
        return () -> new Content(content.newStream());
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        beginLimit();
        try {
            HttpExecuteResponse response = wait.during(exchange::call);
            return HttpExecuteResponse.builder()
                    .response(response.httpResponse())
                    .responseBody(response.responseBody().map(this::answer).orElse(null))
                    .build();
        } catch (AsynchronousCloseException e) {
            throw AbortedException.create("interrupted", e);
        } catch (IOException e) {
            throw limit.isDone() ? tooLate(e) : e;
        } finally {
            limit.complete(null);
        }
    }

    private void beginLimit() {
        if (limited) {
            limit.orTimeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
                abort();
                return null;
            });
        }
    }

    private IOException tooLate(IOException failure) {
        IOException late = new SocketTimeoutException("request timed out after " + timeLimit.toMillis() + " ms");
        late.initCause(failure);
        return late;
    }

    private AbortableInputStream answer(AbortableInputStream answer) {
        return AbortableInputStream.create(new Answer(answer), answer);
    }

    @Override
    public void abort() {
        exchange.abort();
    }

    /** What is sent: read by the thread that waits, from a source whose own waits take the place of ours. */
    private final class Content extends FilterInputStream {

        Content(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } finally {
                wait.resume();
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } finally {
                wait.resume();
            }
        }
    }

    /** What is received. */
    private final class Answer extends InputStream {

        private final InputStream in;

        Answer(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return wait.during(() -> in.read(target, offset, length));
            } catch (AsynchronousCloseException e) {
                InterruptedIOException interrupted =
                        new InterruptedIOException("interrupted while reading from the store");
                interrupted.initCause(e);
                throw interrupted;
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
