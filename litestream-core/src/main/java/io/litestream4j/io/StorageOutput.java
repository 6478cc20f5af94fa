package io.litestream4j.io;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** A new file that is being written from start to end by one thread, which also closes it. */
public interface StorageOutput extends WritableByteChannel {

    /** Makes the bytes written so far durable. */
    void sync() throws IOException;
}
