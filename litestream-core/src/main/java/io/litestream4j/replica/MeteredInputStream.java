package io.litestream4j.replica;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of one read from a store and reports them when it is closed. For one thread. */
final class MeteredInputStream extends FilterInputStream {

    static final String OPERATION = "get";

    private final ReplicaRequestListener listener;
    private long count;
    private boolean failed;
    private boolean closed;

    MeteredInputStream(InputStream in, ReplicaRequestListener listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = in.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = in.skip(wanted);
        count += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            listener.onRequest(
                    OPERATION, failed ? ReplicaRequestListener.ERROR : ReplicaRequestListener.SUCCESS, count);
        }
        in.close();
    }
}
