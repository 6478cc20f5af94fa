package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.replica.ReplicaObjects;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** All objects below the replica's path, by clean joins: Litestream's own LTX files in an empty path are not among them. */
final class S3Objects implements ReplicaObjects {

    private final S3Bucket bucket;
    private final S3Reads reads;
    private final String root;

    S3Objects(S3Bucket bucket, S3Reads reads) {
        this.bucket = bucket;
        this.reads = reads;
        String path = bucket.location().path();
        this.root = path.isEmpty() ? "" : path + "/";
    }

    @Override
    public List<ReplicaObject> list(String prefix) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket.name())
                .prefix(root + prefix)
                .build();
        return bucket.failures()
                .call(
                        S3Action.LIST,
                        root + prefix,
                        () -> bucket.client().listObjectsV2Paginator(request).contents().stream()
                                .map(object -> new ReplicaObject(
                                        object.key().substring(root.length()), object.size(), object.lastModified()))
                                .toList());
    }

    @Override
    public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
        return reads.open(root + object.name(), offset, length);
    }
}
