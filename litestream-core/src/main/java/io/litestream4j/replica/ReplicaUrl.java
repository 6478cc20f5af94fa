package io.litestream4j.replica;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a replica is, in Litestream's own form: {@code file:///path}, {@code s3://bucket/path?…} and so on.
 *
 * <p>A URL may hold secrets, as a password, a token or in its query: show it to people with {@link #toString()} only.
 *
 * @param uri the URL with everything in it, secrets included; absolute, hierarchical and without a fragment
 */
public record ReplicaUrl(URI uri) {

    private static final String NATS = "nats";

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]*]|[^:]*)(:\\d{0,5})?");

    /** Checks the form. */
    public ReplicaUrl {
        if (uri.getScheme() == null) {
            throw new IllegalArgumentException("replica URL has no scheme: expected for example file:///backup/app.db");
        }
        if (uri.isOpaque()) {
            throw new IllegalArgumentException("replica URL has no '//' after '" + uri.getScheme()
                    + ":': expected for example file:///backup/app.db");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("replica URL contains '#', which has to be written as %23");
        }
        if (isUserInfoCut(uri)) {
            throw new IllegalArgumentException(
                    "replica URL has an '@' behind its first '/' or '?', as if user or password ended there: write '/' in"
                            + " them as %2F, '?' as %3F and '@' as %40, and an '@' of the path or the query as %40, too");
        }
    }

    /**
     * Returns whether a slash or a question mark in user or password seems to have ended them: the rest of a secret would
     * count as path, and be shown. The digits of a password cannot be told from a port.
     */
    private static boolean isUserInfoCut(URI uri) {
        String authority = authority(uri);
        if (authority.contains("@")) {
            return false;
        }
        if (uri.getScheme().equalsIgnoreCase(NATS) && uri.getRawPath().contains("@")) {
            // A token; no bucket has such a name.
            return true;
        }
        return (uri.getRawPath() + uri.getRawQuery()).contains("@")
                && !Stream.of(authority.split(","))
                        .allMatch(server -> HOST_AND_PORT.matcher(server).matches());
    }

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is wrong and shows no secret
     */
    public static ReplicaUrl parse(String text) {
        try {
            return new ReplicaUrl(new URI(text.trim()));
        } catch (URISyntaxException e) {
            // Neither the cause nor its message is passed on: both repeat the text, and with it a password.
            throw new IllegalArgumentException(
                    "replica URL cannot be parsed: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** Returns the kind of store in lower case: {@code file}, {@code s3} and so on. */
    public String type() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Returns whether another URL is in the same store, and its path is this one's or below; queries do not matter. */
    public boolean contains(ReplicaUrl other) {
        String path = directory();
        return type().equals(other.type())
                && Objects.equals(uri.getRawAuthority(), other.uri.getRawAuthority())
                && other.directory().startsWith(path);
    }

    /** Returns the path with one slash at its end. */
    private String directory() {
        return uri.normalize().getRawPath().replaceAll("/*$", "") + "/";
    }

    /**
     * Returns the query parameters with their values decoded, in their order, secrets included. Of several with one name
     * the first counts.
     */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (!name.isEmpty()) {
                parameters.putIfAbsent(decode(name), equals < 0 ? "" : decode(parameter.substring(equals + 1)));
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the URL without password, without token and without query, for people to read. */
    @Override
    public String toString() {
        return type() + "://" + maskedAuthority() + uri.getRawPath();
    }

    private String maskedAuthority() {
        String authority = authority(uri);
        int at = authority.lastIndexOf('@');
        int colon = authority.indexOf(':');
        if (colon >= 0 && colon < at) {
            return authority.substring(0, colon) + ":***" + authority.substring(at);
        }
        // There, a user without password is a token.
        return at >= 0 && type().equals(NATS) ? "***" + authority.substring(at) : authority;
    }

    private static String authority(URI uri) {
        // By hand: java.net.URI sees no user information when the host is not a valid host name, as with an underscore.
        return uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    }
}
