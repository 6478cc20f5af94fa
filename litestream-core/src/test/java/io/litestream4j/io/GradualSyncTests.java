package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradualSyncTests {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path directory;

    private long size;
    private long synced;
    private long mostUnsynced;

    @Test
    void fewBytesAreUnsyncedAtAnyTimeAndNoneIsMissing() throws IOException {
        byte[] content = new byte[30 * MEBIBYTE + 1];
        new Random(1).nextBytes(content);
        try (GradualSync out = new GradualSync(watched(new FileSystemDirectory(directory, null).create("large")))) {
            for (int written = 0; written < content.length; ) {
                written += out.write(ByteBuffer.wrap(content, written, Math.min(100_000, content.length - written)));
            }
        }
        assertThat(directory.resolve("large")).hasBinaryContent(content);
        assertThat(synced).isPositive();
        assertThat(mostUnsynced).isLessThan(9 * MEBIBYTE);
    }

    /** The real file, whose syncs are seen. */
    private StorageOutput watched(StorageOutput file) {
        return new StorageOutput() {

            @Override
            public int write(ByteBuffer source) throws IOException {
                int count = file.write(source);
                size += count;
                mostUnsynced = Math.max(mostUnsynced, size - synced);
                return count;
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void sync() throws IOException {
                file.sync();
                synced = size;
            }

            @Override
            public boolean isOpen() {
                return file.isOpen();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
