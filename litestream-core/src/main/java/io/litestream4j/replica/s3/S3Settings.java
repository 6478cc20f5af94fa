package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests are made. The application's own client has its own ideas of the last four.
 *
 * @param partSize bytes of one part; smaller files are sent in one request. At least 5 MiB, because services refuse less
 * @param concurrency parts of a file that are sent at the same time, 1 or more
 * @param storageClass the storage class of new objects; null for the bucket's default
 * @param encryption how the service encrypts objects
 * @param conditionalWrites whether the service keeps to {@code If-None-Match} and {@code If-Match}; if not we look first, which
 *     does not keep writers apart who write at the same moment
 * @param contentMd5 whether deletions carry an MD5 of their content
 * @param signPayload whether requests are signed together with their content
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long the service may be silent; the time that it takes to send comes on top
 * @param maxAttempts tries of one request, 1 or more
 */
record S3Settings(
        long partSize,
        int concurrency,
        @Nullable String storageClass,
        S3Encryption encryption,
        boolean conditionalWrites,
        boolean contentMd5,
        boolean signPayload,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxAttempts) {

    /** Smallest part that services accept, unless it is the last one. */
    static final long MIN_PART_SIZE = 5 << 20;

    private static final int DEFAULT_ATTEMPTS = 10;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Checks the part size. */
    S3Settings {
        if (partSize < MIN_PART_SIZE) {
            throw new IllegalArgumentException("part-size must be 5MiB or more: services refuse smaller parts");
        }
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one is wrong; the message names it
     */
    static S3Settings of(ReplicaOptions options, S3Location location) {
        S3Provider provider = location.provider();
        return new S3Settings(
                options.bytes("part-size", MIN_PART_SIZE),
                options.count("concurrency", provider.concurrency()),
                options.text("storage-class").orElse(null),
                S3Encryption.of(options, location),
                options.flag("conditional-writes", true),
                options.flag("require-content-md5", provider.takesContentMd5()),
                options.flag("sign-payload", true),
                options.duration("connect-timeout", DEFAULT_CONNECT_TIMEOUT),
                options.duration("request-timeout", DEFAULT_REQUEST_TIMEOUT),
                options.count("max-attempts", DEFAULT_ATTEMPTS));
    }
}
