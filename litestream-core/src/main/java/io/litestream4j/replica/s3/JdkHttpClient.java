package io.litestream4j.replica.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The JDK's HTTP client under the AWS SDK. Unlike the SDK's own clients it takes an {@link SSLContext} as it is, needs no
 * further library, and gives up at once when its thread is interrupted. Safe for use by several threads.
 */
final class JdkHttpClient implements SdkHttpClient {

    /** Slowest upload that is waited for, in bytes per second. */
    private static final long SLOWEST_UPLOAD = 64 << 10;

    /** What the JDK decides itself, and refuses to be told. */
    private static final Set<String> NOT_FOR_US = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private static final String CONTENT_LENGTH = "Content-Length";

    private final HttpClient client;
    private final Duration timeout;

    /**
     * Creates a client.
     *
     * @param timeout how long a server may be silent
     * @param tls trust and keys; null for the JVM's own
     */
    JdkHttpClient(Duration connectTimeout, Duration timeout, @Nullable SSLContext tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        ProxySelector proxies = ProxySelector.getDefault();
        if (proxies != null) {
            builder.proxy(proxies);
        }
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
        this.timeout = timeout;
    }

    @Override
    public String clientName() {
        return "Jdk";
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(request);
    }

    @Override
    public void close() {
        // The JDK ends its thread and its idle connections when nobody refers to the client any more.
    }

    private HttpRequest jdkRequest(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        long length =
                http.firstMatchingHeader(CONTENT_LENGTH).map(Long::parseLong).orElse(-1L);
        HttpRequest.Builder builder = HttpRequest.newBuilder(http.getUri())
                .timeout(timeout.plusSeconds(Math.max(length, 0) / SLOWEST_UPLOAD))
                .method(
                        http.method().name(),
                        body(request.contentStreamProvider().orElse(null), length));
        http.forEachHeader((name, values) -> {
            if (!NOT_FOR_US.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    private static BodyPublisher body(@Nullable ContentStreamProvider content, long length) {
        if (content == null || length == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher body = BodyPublishers.ofInputStream(content::newStream);
        // Through a second publisher, which knows the length: S3 takes hardly any body of unknown length.
        return length < 0 ? body : BodyPublishers.fromPublisher(body, length);
    }

    /** One request, sent once. */
    private final class Exchange implements ExecutableHttpRequest {

        private final HttpExecuteRequest request;
        private volatile @Nullable CompletableFuture<?> pending;

        Exchange(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            CompletableFuture<HttpResponse<HttpBodyStream>> sent =
                    client.sendAsync(jdkRequest(request), info -> new HttpBodyStream(timeout));
            pending = sent;
            try {
                return sdkResponse(sent.get());
            } catch (InterruptedException e) {
                sent.cancel(true);
                Thread.currentThread().interrupt();
                throw AbortedException.create("interrupted", e);
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }

        /** A failure with the stack of the thread that asked, not of the JDK's own. */
        private static IOException failure(@Nullable Throwable cause) {
            String message = cause == null ? null : cause.getMessage();
            return new IOException(message == null ? String.valueOf(cause) : message, cause);
        }

        private HttpExecuteResponse sdkResponse(HttpResponse<HttpBodyStream> response) {
            InputStream body = response.body();
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder()
                            .statusCode(response.statusCode())
                            .headers(response.headers().map())
                            .build())
                    .responseBody(AbortableInputStream.create(body, response.body()::cancel))
                    .build();
        }

        @Override
        public void abort() {
            CompletableFuture<?> sent = pending;
            if (sent != null) {
                sent.cancel(true);
            }
        }
    }
}
