package io.litestream4j.replica.nats;

import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads a range of an object, chunk by chunk, and nothing much beyond the range's end. Not safe for use by several threads.
 */
final class ChunkInputStream extends InputStream {

    private static final int WINDOW = 16;
    private static final long ANY_SIZE = Long.MAX_VALUE;
    private static final String CHUNKS = "Litestream4j-Chunks";
    private static final String FULL = "full";

    /** Says in our words what went wrong. */
    interface Failures {

        IOException describe(Exception failure);
    }

    private final MessageReader reader;
    private final Failures failures;
    private byte[] chunk = new byte[0];
    private int position;
    private long skip;
    private long left;

    private ChunkInputStream(MessageReader reader, long skip, long length, Failures failures) {
        this.reader = reader;
        this.skip = skip;
        this.left = length;
        this.failures = failures;
    }

    /**
     * Opens a range.
     *
     * @param offset first byte
     * @param length number of bytes, or -1 for all up to the end
     * @return the stream; one without bytes if the range begins at the end or beyond
     * @throws LocalFailure if chunks are missing
     */
    static InputStream open(ObjectStream stream, StoredObject object, long offset, long length, Failures failures)
            throws Exception {
        long size = object.info().getSize();
        long available = Math.max(0, size - offset);
        long wanted = length < 0 ? available : Math.min(length, available);
        if (wanted == 0) {
            return InputStream.nullInputStream();
        }
        long chunks = object.info().getChunks();
        long chunkSize = chunkSize(object);
        long first = Math.min(chunks - 1, offset / chunkSize);
        MessageReader reader = openAt(stream, object, chunks, first);
        long skip = offset - (chunks - reader.count()) * chunkSize;
        if (chunkSize != ANY_SIZE) {
            // Those beyond the range are not fetched; at most one too many.
            reader.limit((skip + wanted) / chunkSize + 1);
        }
        return new ChunkInputStream(reader, skip, wanted, failures);
    }

    /** Marks an object whose chunks all have the size that it states, but for the last one. */
    static Headers markFull(Headers headers) {
        return headers.put(CHUNKS, FULL);
    }

    private static long chunkSize(StoredObject object) {
        var options = object.info().getObjectMeta().getObjectMetaOptions();
        int size = options == null ? 0 : options.getChunkSize();
        Headers headers = object.info().getHeaders();
        boolean full = headers != null && FULL.equals(headers.getLast(CHUNKS));
        // Go's client makes a chunk of whatever a read gives it: the size that it states is only the largest. Then all
        // chunks are read.
        return full && size > 0 ? size : ANY_SIZE;
    }

    /**
     * Begins at a chunk. It has no number, but in most cases the chunks lie directly before the meta message; how many come
     * from a place on tells whether that is so.
     */
    private static MessageReader openAt(ObjectStream stream, StoredObject object, long chunks, long first)
            throws Exception {
        String subject = stream.chunkSubject(object.nuid());
        if (first > 0) {
            long guess = object.sequence() - (chunks - first);
            MessageReader reader = MessageReader.open(stream, subject, DeliverPolicy.ByStartSequence, guess, WINDOW);
            if (reader.count() == chunks - first) {
                return reader;
            }
            reader.close();
        }
        MessageReader reader = MessageReader.open(stream, subject, DeliverPolicy.All, 0, WINDOW);
        if (reader.count() == chunks) {
            return reader;
        }
        reader.close();
        throw new LocalFailure(new IOException(object.info().getObjectName() + " should have " + chunks
                + " chunks, but " + reader.count() + " are there"));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0 || left == 0) {
            return length == 0 ? 0 : -1;
        }
        while (position == chunk.length) {
            nextChunk();
        }
        int count = (int) Math.min(Math.min(length, left), chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        try {
            chunk = reader.next()
                    .orElseThrow(() -> new LocalFailure(new IOException("its chunks were deleted meanwhile")))
                    .getData();
        } catch (Exception e) {
            throw failures.describe(e);
        }
        position = (int) Math.min(skip, chunk.length);
        skip -= position;
    }

    @Override
    public void close() {
        reader.close();
    }
}
