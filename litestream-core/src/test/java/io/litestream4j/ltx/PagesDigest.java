package io.litestream4j.ltx;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The {@code pagesSha256} of the fixtures' manifests. */
final class PagesDigest {

    private final MessageDigest digest;

    private int count;

    PagesDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    void add(int pageNumber, byte[] page) {
        digest.update((pageNumber + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(page);
        count++;
    }

    int count() {
        return count;
    }

    String hex() {
        return Hex.text(digest.digest());
    }
}
