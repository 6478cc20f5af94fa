package io.litestream4j.io;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** A new file that is being written from start to end by one thread, which also closes it. A write takes all bytes. */
public interface StorageOutput extends WritableByteChannel {

    /** Returns the number of bytes written so far. */
    long size() throws IOException;

    /** Makes the bytes written so far durable. */
    void sync() throws IOException;
}
