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

/**
 * Where a replica is, in Litestream's own form: {@code file:///path}, {@code s3://bucket/path?…} and so on.
 *
 * <p>A URL may hold secrets, as a password or in its query: show it to people with {@link #toString()} only.
 *
 * @param uri the URL with everything in it, secrets included; absolute, hierarchical and without a fragment
 */
public record ReplicaUrl(URI uri) {

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

    /** Returns the URL without password and without query, for people to read. */
    @Override
    public String toString() {
        return type() + "://" + maskedAuthority() + uri.getRawPath();
    }

    private String maskedAuthority() {
        // By hand: java.net.URI sees no user information when the host is not a valid host name, as with an underscore.
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        int colon = authority.indexOf(':');
        return colon >= 0 && colon < at ? authority.substring(0, colon) + ":***" + authority.substring(at) : authority;
    }
}
