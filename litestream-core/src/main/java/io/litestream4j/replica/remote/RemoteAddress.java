package io.litestream4j.replica.remote;

import io.litestream4j.replica.ReplicaUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code scheme://[user[:password]@]host[:port]/path}, decoded.
 *
 * @param port empty for the scheme's own
 * @param path without a slash at its end; empty for {@code /}
 */
public record RemoteAddress(
        @Nullable String user, @Nullable String password, String host, OptionalInt port, String path) {

    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException if it has no host or no path; the message shows no secret
     */
    public static RemoteAddress of(ReplicaUrl url) {
        URI uri = url.uri();
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("replica URL " + url + " has no valid host: expected " + url.type()
                    + "://user@host/path, with special characters of user and password written as %40 and so on");
        }
        if (uri.getPath() == null || uri.getPath().isEmpty()) {
            throw new IllegalArgumentException(
                    "replica URL " + url + " has no path: expected " + url.type() + "://user@host/path");
        }
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new RemoteAddress(
                user.length > 0 && !user[0].isEmpty() ? decode(user[0]) : null,
                user.length > 1 && !user[1].isEmpty() ? decode(user[1]) : null,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.getPort()),
                uri.getPath().replaceAll("/+$", ""));
    }

    private static String decode(String text) {
        // A plus is a plus there, other than in a query.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return host + path;
    }
}
