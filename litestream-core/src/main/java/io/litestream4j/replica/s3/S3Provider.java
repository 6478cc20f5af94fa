package io.litestream4j.replica.s3;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose S3 it is, as far as that makes a difference to us. */
enum S3Provider {
    /** Amazon, without an endpoint. */
    AWS(""),
    /** Tigris, which answers with what was written before only if asked to, and takes no MD5. */
    TIGRIS("(.+\\.)?(fly\\.storage\\.tigris\\.dev|t3\\.storage\\.dev)"),
    /** Cloudflare R2, which refuses more than a few requests at the same time. */
    R2(".+\\.r2\\.cloudflarestorage\\.com"),
    /** Backblaze B2. */
    B2(".+\\.backblazeb2\\.com"),
    /** Filebase. */
    FILEBASE("s3\\.filebase\\.com"),
    /** Supabase. */
    SUPABASE(".+\\.supabase\\.co"),
    /** Others in the cloud: Google, DigitalOcean Spaces, Hetzner, Scaleway, Wasabi, Linode. */
    CLOUD("(.+\\.)?(digitaloceanspaces\\.com|your-objectstorage\\.com|scw\\.cloud|googleapis\\.com|wasabisys\\.com"
            + "|linodeobjects\\.com)"),
    /** A server with a port of its own, such as MinIO or Ceph. */
    SERVER(""),
    /** Anything else. */
    OTHER("");

    private final Pattern host;

    S3Provider(String host) {
        this.host = Pattern.compile(host);
    }

    /** Tells whose service an address is. */
    static S3Provider of(@Nullable URI endpoint) {
        if (endpoint == null) {
            return AWS;
        }
        String name = endpoint.getHost().toLowerCase(Locale.ROOT);
        for (S3Provider provider : values()) {
            if (provider.host.matcher(name).matches()) {
                return provider;
            }
        }
        return endpoint.getPort() >= 0 ? SERVER : OTHER;
    }

    /** Returns whether the bucket has to be in the path, whatever the URL looks like. */
    boolean needsPathStyle() {
        return this == B2 || this == FILEBASE || this == SUPABASE || this == SERVER;
    }

    /** Returns whether deletions carry an MD5 by default. */
    boolean takesContentMd5() {
        return this != TIGRIS;
    }

    /** Returns how many parts of a file are sent at the same time by default. */
    int concurrency() {
        return this == R2 ? 2 : 5;
    }
}
