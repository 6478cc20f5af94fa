package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaOptions;
import java.time.Duration;

/**
 * The settings of a replica in NATS.
 *
 * @param bucket name of the object store
 * @param createBucket whether to create the bucket if it is missing
 * @param requestTimeout how long to wait for one answer
 * @param maxAttempts how often a request is made, 1 or more
 * @param chunkSize bytes of a message, 1 or more
 * @param concurrency chunks of one file that may be under way at once, 1 or more
 */
record NatsSettings(
        String bucket, boolean createBucket, Duration requestTimeout, int maxAttempts, int chunkSize, int concurrency) {

    private static final int DEFAULT_CHUNK_SIZE = 128 * 1024;
    private static final int MAX_CHUNK_SIZE = 64 << 20;

    static NatsSettings of(ReplicaOptions options) {
        return new NatsSettings(
                bucket(options.url().uri().getPath()),
                options.flag("create-bucket", false),
                options.duration("request-timeout", Duration.ofSeconds(10)),
                options.count("max-attempts", 3),
                (int) Math.min(MAX_CHUNK_SIZE, Math.max(1, options.bytes("part-size", DEFAULT_CHUNK_SIZE))),
                options.count("concurrency", 8));
    }

    private static String bucket(String path) {
        String bucket = path.replaceAll("^/+|/+$", "");
        if (!bucket.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("nats replica URL names the bucket '" + bucket
                    + "': expected nats://host:4222/bucket, with letters, digits, '_' and '-' only");
        }
        return bucket;
    }
}
