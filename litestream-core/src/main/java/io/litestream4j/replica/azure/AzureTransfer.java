package io.litestream4j.replica.azure;

import com.azure.storage.blob.models.AccessTier;
import io.litestream4j.replica.ReplicaOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bytes are moved.
 *
 * @param partSize bytes of one request; larger files are sent and read in several
 * @param concurrency number of requests for one file, or of deletions, at the same time
 * @param tier of new files; null for the account's default
 */
record AzureTransfer(
        int partSize, int concurrency, @Nullable AccessTier tier) {

    private static final long PART_SIZE = 4 << 20;
    private static final long MAX_PART_SIZE = 1 << 30;
    private static final int CONCURRENCY = 4;
    private static final int MAX_PARTS = 50_000;

    static AzureTransfer of(ReplicaOptions options) {
        long partSize = options.bytes("part-size", PART_SIZE);
        if (partSize < 1 || partSize > MAX_PART_SIZE) {
            throw new IllegalArgumentException("part-size must be from 1 byte to 1GiB, not " + partSize);
        }
        return new AzureTransfer(
                (int) partSize,
                options.count("concurrency", CONCURRENCY),
                tier(options.text("storage-class").orElse("Hot")));
    }

    /** Litestream asks for the hot tier: colder ones charge for files that are deleted early, as most of ours are. */
    private static @Nullable AccessTier tier(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> null;
            case "hot" -> AccessTier.HOT;
            case "cool" -> AccessTier.COOL;
            case "cold" -> AccessTier.COLD;
            default ->
                throw new IllegalArgumentException("storage-class must be Hot, Cool, Cold or none, not '" + name + "'");
        };
    }

    /** Returns the size of a part with which a file has no more parts than the store takes. */
    long partSize(long fileSize) {
        return Math.max(partSize, (fileSize + MAX_PARTS - 1) / MAX_PARTS);
    }
}
