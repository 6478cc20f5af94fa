package io.litestream4j.restore;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Remembers the last restore that replaced a database, so that a restart with the same settings does not do it again. It is
 * one line of text, {@code <policy> <target> <replica URL without secrets>}; without the file nothing is remembered.
 */
final class RestoreMarker {

    static final String NAME = "restore-done";

    private static final String TEMPORARY_NAME = NAME + ".tmp";
    private static final int MAX_SIZE = 1 << 16;

    private final StorageDirectory directory;
    private final byte[] key;

    RestoreMarker(RestoreRequest request, ReplicaUrl replica) {
        this.directory = new FileSystemDirectory(request.metaDirectory(), null);
        String text = request.policy() + " " + request.target() + " " + replica + "\n";
        this.key = text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns where this is remembered. */
    Path path() {
        return directory.path().resolve(NAME);
    }

    /** Returns whether the request was the last one to be carried out. */
    boolean isDone() throws IOException {
        try (CloseableDataBlock block = directory.open(NAME)) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(block.size(), MAX_SIZE));
            block.readFully(content, 0);
            return content.flip().equals(ByteBuffer.wrap(key));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Remembers that the request was carried out. */
    void setDone() throws IOException {
        directory.delete(TEMPORARY_NAME);
        try (StorageOutput output = directory.create(TEMPORARY_NAME)) {
            output.write(ByteBuffer.wrap(key));
            output.sync();
        }
        directory.replace(TEMPORARY_NAME, NAME);
        directory.sync();
    }
}
