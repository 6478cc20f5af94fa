package io.litestream4j.replica.webdav;

import io.litestream4j.replica.remote.RemoteFiles.Entry;
import io.litestream4j.testing.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Listings of a WebDAV server. */
public final class MultistatusFuzz implements FuzzTarget {

    @Override
    public void test(byte[] input) {
        try {
            for (Entry entry : Multistatus.read(new ByteArrayInputStream(input))) {
                FuzzTarget.require(entry.size() >= 0, entry);
            }
        } catch (IOException e) {
            FuzzTarget.require(e.getMessage() != null, "no message");
        }
    }

    @Override
    public long heapBound(int size) {
        return (4L << 20) + 4096L * size;
    }
}
