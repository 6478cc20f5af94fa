package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Side objects in S3, whose versions are their ETags: the service itself compares them.
 *
 * @param bucket where they are
 */
record S3SideObjects(S3Bucket bucket) implements SideObjects {

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        String key = bucket.location().key(name);
        try {
            ResponseInputStream<GetObjectResponse> response = bucket.failures()
                    .call(S3Action.READ, key, () -> bucket.client()
                            .getObject(bucket.requests().get(key).build()));
            try (InputStream in = new S3ObjectStream(response, bucket.failures(), key)) {
                byte[] content = in.readNBytes(MAX_SIZE + 1);
                if (content.length > MAX_SIZE) {
                    throw new IOException(key + " in " + bucket.url() + " is larger than " + MAX_SIZE + " bytes");
                }
                return Optional.of(
                        new SideObject(name, content, response.response().eTag()));
            }
        } catch (ReplicaFileMissingException e) {
            return Optional.empty();
        }
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        if (!isAtomic() && get(name).isPresent()) {
            throw conflict(name);
        }
        return write(
                name, content, bucket.requests().putSideObject(bucket.location().key(name), content.length));
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        String name = expected.name();
        String version = expected.version();
        if (!isAtomic()
                && get(name).filter(there -> there.version().equals(version)).isEmpty()) {
            throw conflict(name);
        }
        try {
            return write(
                    name,
                    content,
                    bucket.requests().replaceSideObject(bucket.location().key(name), content.length, version));
        } catch (ReplicaFileMissingException e) {
            throw conflict(name);
        }
    }

    private SideObjectConflictException conflict(String name) {
        return new SideObjectConflictException(name + " in " + bucket.url() + " has changed meanwhile");
    }

    private SideObject write(String name, byte[] content, PutObjectRequest request) throws IOException {
        try {
            String version = bucket.failures()
                    .call(S3Action.WRITE, bucket.location().key(name), () -> bucket.client()
                            .putObject(request, RequestBody.fromBytes(content))
                            .eTag());
            return new SideObject(name, content, version);
        } catch (PreconditionFailedException e) {
            if (e.isAmbiguous()) {
                throw new IOException(
                        "cannot tell who has written " + name + " in " + bucket.url()
                                + ": a request was answered only when it was sent again",
                        e);
            }
            throw conflict(name);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        new S3Deletion(bucket).delete(List.of(bucket.location().key(name)));
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        String root = bucket.location().key("");
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket.name())
                .prefix(root + prefix)
                // Without what lies deeper, such as the LTX files.
                .delimiter("/")
                .build();
        return bucket.failures()
                .call(
                        S3Action.LIST,
                        root + prefix,
                        () -> bucket.client().listObjectsV2Paginator(request).contents().stream()
                                .map(S3Object::key)
                                .map(key -> key.substring(root.length()))
                                .sorted()
                                .toList());
    }

    @Override
    public boolean isAtomic() {
        return bucket.settings().conditionalWrites();
    }
}
