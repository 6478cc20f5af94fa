package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.remote.RemoteAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a WebDAV server.
 *
 * @param name the replica's URL without secrets, for messages
 * @param authorization value of the header of that name
 * @param path the replica's directory, without a slash at its end
 * @param sslContext trust and keys; null for the JVM's own
 * @param requestTimeout how long to wait for an answer, or for more of one
 * @param maxAttempts how often a request is sent whose connection breaks
 */
record WebDavSettings(
        String name,
        String scheme,
        String host,
        int port,
        @Nullable String authorization,
        String path,
        @Nullable SSLContext sslContext,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxAttempts) {

    static WebDavSettings of(ReplicaOptions options) {
        RemoteAddress address = RemoteAddress.of(options.url());
        boolean secure = options.url().type().equals(WebDavReplicaClientFactory.SECURE_TYPE);
        return new WebDavSettings(
                options.url().toString(),
                secure ? "https" : "http",
                address.host(),
                address.port().orElse(-1),
                authorization(options, address),
                address.path(),
                options.sslContext().orElse(null),
                options.duration("connect-timeout", Duration.ofSeconds(10)),
                options.duration("request-timeout", Duration.ofSeconds(30)),
                options.count("max-attempts", 3));
    }

    private static @Nullable String authorization(ReplicaOptions options, RemoteAddress address) {
        return Optional.ofNullable(address.user())
                .or(() -> options.text("username"))
                .map(user -> basic(user, password(options, address)))
                .orElse(null);
    }

    private static String password(ReplicaOptions options, RemoteAddress address) {
        return Optional.ofNullable(address.password())
                .or(() -> options.text("password"))
                .orElse("");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the address of a file or, with a slash at the end, of a directory. */
    URI uri(String filePath) {
        try {
            return URI.create(new URI(scheme, null, host, port, filePath, null, null).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("replica " + name + " has a path that no URL can hold: " + filePath, e);
        }
    }

    /** Returns how long another client that is in our way may stand still. */
    Duration patience() {
        return requestTimeout.dividedBy(3);
    }

    @Override
    public String toString() {
        return name;
    }
}
