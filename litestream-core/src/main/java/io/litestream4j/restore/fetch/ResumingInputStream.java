package io.litestream4j.restore.fetch;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.replica.ReplicaFileMissingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A range of a file or object, exactly as many bytes as asked for. A stream that fails or ends early is opened again
 * where it ended; the tries are counted anew after each byte that arrives, and unless the data end early also when others'
 * bytes arrive. For one thread.
 */
final class ResumingInputStream extends InputStream {

    private final String resource;
    private final Source source;
    private final Retries retries;
    private final Deadline deadline;
    private final IntConsumer onBytes;

    private @Nullable InputStream in;
    private final long end;
    private long position;
    private int failures;
    private long arrivedBefore;

    /** Opens ranges. */
    @FunctionalInterface
    interface Source {

        /** Opens {@code length} bytes from {@code offset} on. */
        InputStream open(long offset, long length) throws IOException;
    }

    /**
     * Opens nothing yet.
     *
     * @param resource what is read, for the messages of exceptions
     * @param offset first byte
     * @param length number of bytes
     * @param onBytes hears of each number of bytes that has arrived
     */
    ResumingInputStream(
            String resource,
            Source source,
            long offset,
            long length,
            Retries retries,
            Deadline deadline,
            IntConsumer onBytes) {
        this.resource = resource;
        this.source = source;
        this.position = offset;
        this.end = offset + length;
        this.retries = retries;
        this.deadline = deadline;
        this.onBytes = onBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        deadline.check();
        int wanted = (int) Math.min(length, end - position);
        if (wanted <= 0) {
            return length == 0 ? 0 : -1;
        }
        while (true) {
            try {
                return arrived(readSome(target, offset, wanted));
            } catch (ReplicaFileMissingException e) {
                throw e;
            } catch (IOException e) {
                close();
                retries.afterBreak(countFailure(e), e);
            }
        }
    }

    private int countFailure(IOException failure) {
        long arrivedNow = retries.arrived();
        if (arrivedNow != arrivedBefore && !(failure instanceof CorruptDataException)) {
            failures = 0;
        }
        arrivedBefore = arrivedNow;
        return ++failures;
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        if (in == null) {
            in = source.open(position, end - position);
        }
        int count = in.read(target, offset, length);
        if (count <= 0) {
            throw new CorruptDataException(
                    Problem.TRUNCATED, resource, position, "the data end here, but should go on to offset " + end);
        }
        return count;
    }

    private int arrived(int count) {
        position += count;
        failures = 0;
        retries.arrived(count);
        onBytes.accept(count);
        return count;
    }

    @Override
    public void close() {
        InputStream open = in;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Whatever it complains about, the bytes that are needed have arrived or are asked for again.
            }
        }
    }
}
