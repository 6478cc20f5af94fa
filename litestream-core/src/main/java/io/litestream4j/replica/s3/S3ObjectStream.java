package io.litestream4j.replica.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The content of an object. Closing it early gives up the connection instead of fetching the rest; after the last byte the
 * connection is used again, whether the end was read or not. For one thread.
 */
final class S3ObjectStream extends FilterInputStream {

    private final ResponseInputStream<GetObjectResponse> response;
    private final S3Failures failures;
    private final String key;
    private long left;

    S3ObjectStream(ResponseInputStream<GetObjectResponse> response, S3Failures failures, String key) {
        super(response);
        this.response = response;
        this.failures = failures;
        this.key = key;
        Long length = response.response().contentLength();
        this.left = length == null ? Long.MAX_VALUE : length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = failures.call(S3Action.READ, key, () -> response.read(target, offset, length));
        left = count < 0 ? 0 : left - count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (left <= 0) {
            response.close();
        } else {
            response.abort();
        }
    }
}
