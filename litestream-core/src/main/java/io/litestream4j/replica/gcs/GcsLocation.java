package io.litestream4j.replica.gcs;

import com.google.cloud.storage.BlobId;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaUrl;

/**
 * Where a replica is: {@code gs://bucket/path}.
 *
 * @param bucket never empty
 * @param path without slashes at its ends; may be empty
 */
record GcsLocation(String bucket, String path) {

    static GcsLocation of(ReplicaUrl url) {
        String bucket = url.uri().getRawAuthority() == null ? "" : url.uri().getRawAuthority();
        if (bucket.indexOf('@') >= 0 || bucket.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "gs replica URL has more than a bucket before its path: expected gs://bucket/path");
        }
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("gs replica URL names no bucket: expected gs://bucket/path");
        }
        return new GcsLocation(bucket, url.uri().getPath().replaceAll("^/+|/+$", ""));
    }

    /** Returns what the names of all files of a level begin with. */
    String levelPrefix(int level) {
        return ReplicaLayout.LTX_DIRECTORY.levelPrefix(path, level);
    }

    BlobId file(ReplicaFile file) {
        return file(file.level(), file.name());
    }

    BlobId file(int level, LtxFileName name) {
        return BlobId.of(bucket, levelPrefix(level) + name);
    }

    /** Returns the name of an object beside the LTX files. */
    String objectName(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
