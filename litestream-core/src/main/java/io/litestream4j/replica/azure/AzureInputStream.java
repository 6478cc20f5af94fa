package io.litestream4j.replica.azure;

import com.azure.storage.blob.specialized.BlobInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.Function;

/** A blob's bytes, with the client library's failures in the contract's words. For one thread. */
final class AzureInputStream extends FilterInputStream {

    private final Function<Exception, IOException> failures;

    AzureInputStream(BlobInputStream in, Function<Exception, IOException> failures) {
        super(in);
        this.failures = failures;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            throw failures.apply(e);
        }
    }
}
