package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaTimestamp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out LTX times, which listings of S3 do not show.
 *
 * <p>A file is not stored before it was made. So one that was stored before an instant is also from before it, and needs no
 * request; only the clocks may differ, but S3 refuses requests from a clock that differs by more than 15 minutes.
 */
final class S3Times {

    private static final Duration LARGEST_SKEW = Duration.ofMinutes(15);
    private static final int REQUESTS_AT_ONCE = 50;

    private final S3Bucket bucket;
    private final ParallelRequests parallel;

    S3Times(S3Bucket bucket) {
        this.bucket = bucket;
        this.parallel = new ParallelRequests(bucket.executor(), REQUESTS_AT_ONCE);
    }

    /** Returns the files, with their LTX times where that may decide whether they are from before an instant. */
    List<ReplicaFile> of(List<ReplicaFile> listed, Instant around) throws IOException {
        Instant certain = around.minus(LARGEST_SKEW);
        List<ReplicaFile> files = new ArrayList<>();
        List<ParallelRequests.Request<ReplicaFile>> requests = new ArrayList<>();
        for (ReplicaFile file : listed) {
            if (file.created().isBefore(certain)) {
                files.add(file);
            } else {
                requests.add(() -> withTime(file));
            }
        }
        files.addAll(parallel.send(requests));
        return files;
    }

    private ReplicaFile withTime(ReplicaFile file) throws IOException {
        String key = S3ReplicaClient.key(bucket.location(), file.level(), file.name());
        try {
            Map<String, String> metadata = bucket.failures().call(S3Action.READ, key, () -> bucket.client()
                    .headObject(bucket.requests().head(key))
                    .metadata());
            return new ReplicaFile(
                    file.level(), file.name(), file.size(), time(metadata).orElse(file.created()));
        } catch (ReplicaFileMissingException e) {
            // Whoever opens it will find out.
            return file;
        }
    }

    /** Names come in whatever case the last proxy writes headers in. */
    private static Optional<Instant> time(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(S3Requests.TIMESTAMP))
                .flatMap(entry -> ReplicaTimestamp.parse(entry.getValue()).stream())
                .findFirst();
    }
}
