package io.litestream4j.restore.v03;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of an object that is one LZ4 frame, whose checksum is checked at its end. Takes about three times the frame's
 * block size, 12 MiB for Litestream's. For one thread.
 */
final class Lz4Object extends InputStream {

    private final String resource;
    private final Source source;
    private @Nullable InputStream frame;

    /** Takes the object's bytes, and closes them. */
    Lz4Object(InputStream in, String resource) {
        this.resource = resource;
        this.source = new Source(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            if (frame == null) {
                frame = new LZ4FrameInputStream(source);
            }
            return frame.read(target, offset, length);
        } catch (IOException | LZ4Exception e) {
            IOException failure = source.failure;
            if (failure != null) {
                throw failure;
            }
            throw new CorruptDataException(
                    source.ended ? Problem.TRUNCATED : Problem.CHECKSUM_MISMATCH,
                    resource,
                    -1,
                    "not the LZ4 frame that was written: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Tells failures of the store from those of the frame. */
    private static final class Source extends FilterInputStream {

        private @Nullable IOException failure;
        private boolean ended;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = in.read(target, offset, length);
                ended |= count < 0;
                return count;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
