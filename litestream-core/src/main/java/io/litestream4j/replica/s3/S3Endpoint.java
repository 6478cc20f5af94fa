package io.litestream4j.replica.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the address of a service says. */
final class S3Endpoint {

    private static final Pattern PRIVATE_NETWORK =
            Pattern.compile("127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|\\[?::1]?");

    private S3Endpoint() {}

    /**
     * Parses an address; one without a scheme is {@code http} on this machine and in private networks, else {@code https}.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static URI parse(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        try {
            URI uri = new URI(full);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || !uri.getScheme().matches("https?")) {
                throw new IllegalArgumentException(
                        "endpoint must be a host with an optional port, or an http or https URL, without credentials");
            }
            return text.contains("://") || isPrivate(uri.getHost()) ? uri : new URI("https://" + text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "endpoint cannot be parsed: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** Returns whether a host is this machine or in a private network. */
    static boolean isPrivate(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost")
                || lower.endsWith(".localhost")
                || lower.endsWith(".local")
                || PRIVATE_NETWORK.matcher(lower).matches();
    }
}
