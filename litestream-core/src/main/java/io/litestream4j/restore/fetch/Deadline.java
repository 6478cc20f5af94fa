package io.litestream4j.restore.fetch;

import java.io.IOException;

/** The end of the time that a restore may take. Safe for use by several threads. */
@FunctionalInterface
public interface Deadline {

    /** Throws an exception if the time is over. */
    void check() throws IOException;
}
