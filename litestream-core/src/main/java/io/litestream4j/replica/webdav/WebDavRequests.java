package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends requests. One whose connection breaks is sent again. */
final class WebDavRequests {

    private static final long SLOW_BYTES_PER_SECOND = 1 << 18;

    private final WebDavSettings settings;
    private final HttpClient client;

    WebDavRequests(WebDavSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (settings.sslContext() != null) {
            builder.sslContext(settings.sslContext());
        }
        this.client = builder.build();
    }

    WebDavSettings settings() {
        return settings;
    }

    /**
     * Sends a request.
     *
     * @param path of a file or, with a slash at the end, of a directory
     * @param headers names and values in turn
     * @return the answer, whatever its status; the caller closes it
     * @throws ReplicaUnavailableException if there is none
     */
    WebDavResponse send(String method, String path, @Nullable BodyPublisher body, String... headers)
            throws IOException {
        HttpRequest request = request(method, path, body, headers);
        for (int attempt = 1; ; attempt++) {
            try {
                return new WebDavResponse(
                        method,
                        path,
                        settings,
                        client.send(request, info -> new BodyStream(path, settings.requestTimeout())));
            } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException | SSLException e) {
                throw unavailable("check scheme, host, port, firewall and certificates: cannot connect", e);
            } catch (IOException e) {
                if (attempt >= settings.maxAttempts()) {
                    throw unavailable("the connection broke " + attempt + " times in " + method + " " + path, e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted in " + method + " " + path + " of " + settings);
            }
        }
    }

    private HttpRequest request(String method, String path, @Nullable BodyPublisher body, String... headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : body;
        HttpRequest.Builder builder = HttpRequest.newBuilder(settings.uri(path))
                .method(method, publisher)
                .timeout(settings.requestTimeout().plus(timeFor(publisher)));
        if (settings.authorization() != null) {
            builder.header("Authorization", settings.authorization());
        }
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder.build();
    }

    private static Duration timeFor(BodyPublisher body) {
        return Duration.ofSeconds(Math.max(0, body.contentLength()) / SLOW_BYTES_PER_SECOND);
    }

    private ReplicaUnavailableException unavailable(String advice, Exception cause) {
        return new ReplicaUnavailableException(
                "replica " + settings + " cannot be used: " + advice + " (" + cause + ")", cause);
    }
}
