package io.litestream4j.replica;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a replica is, in Litestream's own form: {@code file:///path}, {@code s3://bucket/path?…} and so on.
 *
 * @param uri the URL with everything in it, secrets included
 */
public record ReplicaUrl(URI uri) {

    /**
     * Parses a URL.
     *
     * @throws IllegalArgumentException if it is not one; the message says what is wrong and shows no secret
     */
    public static ReplicaUrl parse(String text) {
        try {
            URI uri = new URI(text.trim());
            if (uri.getScheme() == null) {
                throw new IllegalArgumentException("replica URL has no scheme: expected for example file:///backup/app.db");
            }
            return new ReplicaUrl(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "replica URL cannot be parsed: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** Returns the kind of store: {@code file}, {@code s3} and so on. */
    public String type() {
        return uri.getScheme();
    }

    /** Returns the URL without password and without query, for people to read. */
    @Override
    public String toString() {
        String authority = uri.getRawAuthority();
        if (authority != null && uri.getRawUserInfo() != null) {
            authority = uri.getRawUserInfo().split(":", 2)[0] + ":***@" + authority.substring(authority.lastIndexOf('@') + 1);
        }
        return uri.getScheme() + "://" + (authority == null ? "" : authority) + uri.getRawPath();
    }
}
