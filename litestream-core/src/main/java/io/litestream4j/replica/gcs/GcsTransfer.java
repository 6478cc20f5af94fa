package io.litestream4j.replica.gcs;

import com.google.cloud.storage.StorageClass;
import io.litestream4j.replica.ReplicaOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How bytes are moved.
 *
 * @param partSize bytes of one request, a multiple of 256 KiB as the store wants it; larger files are sent in several
 * @param concurrency number of deletions at the same time
 * @param storageClass of new objects; null for the bucket's default
 */
record GcsTransfer(int partSize, int concurrency, @Nullable StorageClass storageClass) {

    private static final int UNIT = 256 << 10;
    private static final long PART_SIZE = 8 << 20;
    private static final int CONCURRENCY = 8;
    private static final long MAX_PART_SIZE = 1 << 30;

    static GcsTransfer of(ReplicaOptions options) {
        long partSize = options.bytes("part-size", PART_SIZE);
        if (partSize < 1 || partSize > MAX_PART_SIZE) {
            throw new IllegalArgumentException("part-size must be from 1 byte to 1GiB, not " + partSize);
        }
        return new GcsTransfer(
                (int) ((partSize + UNIT - 1) / UNIT * UNIT),
                options.count("concurrency", CONCURRENCY),
                options.text("storage-class").map(GcsTransfer::storageClass).orElse(null));
    }

    private static StorageClass storageClass(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "STANDARD" -> StorageClass.STANDARD;
            case "NEARLINE" -> StorageClass.NEARLINE;
            case "COLDLINE" -> StorageClass.COLDLINE;
            case "ARCHIVE" -> StorageClass.ARCHIVE;
            default ->
                throw new IllegalArgumentException(
                        "storage-class must be STANDARD, NEARLINE, COLDLINE or ARCHIVE, not '" + name + "'");
        };
    }
}
