package io.litestream4j.replica.gcs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes, in the midst of which something happens. */
final class Surprise extends InputStream {

    private final ByteArrayInputStream bytes;
    private final int rest;
    private final Event event;
    private boolean happened;

    /** What happens. */
    interface Event {
        void happen() throws IOException;
    }

    /**
     * Creates a stream.
     *
     * @param rest how many bytes are left at most when it happens
     */
    Surprise(byte[] bytes, int rest, Event event) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.rest = rest;
        this.event = event;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!happened && bytes.available() <= rest) {
            happened = true;
            event.happen();
        }
        return bytes.read(target, offset, length);
    }
}
