package io.litestream4j.replica.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads ranges of objects. Safe for use by several threads. */
final class S3Reads {

    private final S3Bucket bucket;

    S3Reads(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Opens a range.
     *
     * @param length number of bytes, or -1 for all up to the end
     */
    InputStream open(String key, long offset, long length) throws IOException {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        GetObjectRequest.Builder request = bucket.requests().get(key);
        boolean whole = offset == 0 && length < 0;
        if (!whole) {
            request.range("bytes=" + offset + "-" + (length < 0 ? "" : offset + length - 1));
        }
        ResponseInputStream<GetObjectResponse> response =
                bucket.failures().call(S3Action.READ, key, () -> bucket.client().getObject(request.build()));
        InputStream in = new S3ObjectStream(response, bucket.failures(), key);
        if (!whole && response.response().contentRange() == null) {
            in.close();
            throw new IOException(
                    "cannot read a range of " + key + " in " + bucket.url() + ": the service sent all of it");
        }
        return in;
    }
}
