package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts files where nothing is yet: small ones in one request, others in parts that are sent at the same time. The object
 * appears with the last request, which is also the one that says "only if the key is free". Of a source that can only be read
 * from start to end, as many parts are in memory as are sent at the same time.
 */
final class S3Uploads {

    /** Most parts that S3 takes for one object. */
    private static final int MAX_PARTS = 10_000;

    /** An upload that is not aborted stays as invisible parts until a lifecycle rule removes them: not worth a long wait. */
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(5);

    private final S3Bucket bucket;
    private final ParallelRequests parallel;

    S3Uploads(S3Bucket bucket) {
        this.bucket = bucket;
        this.parallel =
                new ParallelRequests(bucket.executor(), bucket.settings().concurrency());
    }

    /**
     * Stores a file.
     *
     * @throws PreconditionFailedException if the key is taken
     */
    void create(String key, Instant created, UploadSource source) throws IOException {
        if (!bucket.settings().conditionalWrites() && exists(key)) {
            throw new PreconditionFailedException(key + " is in " + bucket.url() + " already", false, null);
        }
        if (source.size() < bucket.settings().partSize()) {
            put(key, created, source, source.exactSize());
        } else {
            putInParts(key, created, source);
        }
    }

    private boolean exists(String key) throws IOException {
        try {
            bucket.failures().call(S3Action.READ, key, () -> bucket.client()
                    .headObject(bucket.requests().head(key)));
            return true;
        } catch (ReplicaFileMissingException e) {
            return false;
        }
    }

    private void put(String key, Instant created, UploadSource source, long size) throws IOException {
        try (PartContent content = new PartContent(source, 0, size)) {
            bucket.failures().call(S3Action.WRITE, key, () -> bucket.client()
                    .putObject(bucket.requests().putFile(key, size, created), content.body()));
        }
    }

    private void putInParts(String key, Instant created, UploadSource source) throws IOException {
        String upload = bucket.failures().call(S3Action.WRITE, key, () -> bucket.client()
                .createMultipartUpload(bucket.requests().beginFile(key, created))
                .uploadId());
        try {
            List<CompletedPart> parts = sendParts(key, upload, source);
            bucket.failures().call(S3Action.WRITE, key, () -> bucket.client()
                    .completeMultipartUpload(bucket.requests()
                            .complete(key, upload)
                            .multipartUpload(completed -> completed.parts(parts))
                            .build()));
        } catch (IOException | RuntimeException e) {
            abort(key, upload, e);
            throw e;
        }
    }

    private List<CompletedPart> sendParts(String key, String upload, UploadSource source) throws IOException {
        long size = source.size();
        long partSize = Math.max(bucket.settings().partSize(), (size + MAX_PARTS - 1) / MAX_PARTS);
        int count = (int) ((size + partSize - 1) / partSize);
        return source.isSizeKnown()
                ? parallel.send(parts(key, upload, source, partSize, count))
                : sendAsTheyCome(key, upload, source, Math.toIntExact(partSize), count);
    }

    /** Each of those who send takes the next part into memory, so the bytes are read once, whatever is sent again. */
    private List<CompletedPart> sendAsTheyCome(String key, String upload, UploadSource source, int partSize, int atMost)
            throws IOException {
        try (PartStream stream = new PartStream(source, partSize)) {
            ParallelRequests.Request<Optional<CompletedPart>> next = () -> sendNext(key, upload, stream);
            return parallel.send(new ArrayList<>(Collections.nCopies(atMost, next))).stream()
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(CompletedPart::partNumber))
                    .toList();
        }
    }

    private Optional<CompletedPart> sendNext(String key, String upload, PartStream stream) throws IOException {
        Optional<PartStream.Part> next = stream.next();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = next.get().bytes();
        int number = next.get().number();
        String tag = bucket.failures().call(S3Action.WRITE, key, () -> bucket.client()
                .uploadPart(bucket.requests().part(key, upload, number, bytes.length), PartContent.body(bytes))
                .eTag());
        return Optional.of(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }

    private List<ParallelRequests.Request<CompletedPart>> parts(
            String key, String upload, UploadSource source, long partSize, int count) {
        long size = source.size();
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> part(key, upload, i + 1, source, i * partSize, Math.min(partSize, size - i * partSize)))
                .toList());
    }

    private ParallelRequests.Request<CompletedPart> part(
            String key, String upload, int number, UploadSource source, long offset, long length) {
        return () -> {
            try (PartContent content = new PartContent(source, offset, length)) {
                String tag = bucket.failures().call(S3Action.WRITE, key, () -> bucket.client()
                        .uploadPart(bucket.requests().part(key, upload, number, length), content.body())
                        .eTag());
                return CompletedPart.builder().partNumber(number).eTag(tag).build();
            }
        };
    }

    private void abort(String key, String upload, Exception failure) {
        // Otherwise nothing would be sent, and whoever interrupts pays for the parts.
        boolean interrupted = Thread.interrupted();
        try {
            bucket.failures().call(S3Action.ABORT, key, () -> bucket.client()
                    .abortMultipartUpload(AbortMultipartUploadRequest.builder()
                            .bucket(bucket.name())
                            .key(key)
                            .uploadId(upload)
                            .overrideConfiguration(override -> override.apiCallTimeout(ABORT_PATIENCE))
                            .build()));
        } catch (IOException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
