package io.litestream4j.replica;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory as an upload. */
public record BytesSource(byte[] bytes) implements UploadSource {

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
