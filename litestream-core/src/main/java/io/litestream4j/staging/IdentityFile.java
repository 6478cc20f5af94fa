package io.litestream4j.staging;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Keeps the {@link DatabaseIdentity} of the last capture in the file {@code identity} of the meta path. One thread writes. */
public final class IdentityFile {

    private static final String NAME = "identity";
    private static final String TEMPORARY_NAME = "identity.tmp";
    private static final int MAX_SIZE = 1024;

    private final StorageDirectory directory;

    /** Keeps the identity in {@code metaDirectory}. */
    public IdentityFile(StorageDirectory metaDirectory) {
        this.directory = metaDirectory;
    }

    /** Reads the identity; empty if there is none, or the file is damaged: nothing is known then. */
    public Optional<DatabaseIdentity> read() throws IOException {
        try (CloseableDataBlock block = directory.open(NAME)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(block.size(), MAX_SIZE));
            block.readFully(buffer, 0);
            return DatabaseIdentity.parse(
                    StandardCharsets.US_ASCII.decode(buffer.flip()).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Replaces the identity; it survives a crash of the machine, after which it is needed most. */
    public void write(DatabaseIdentity identity) throws IOException {
        directory.delete(TEMPORARY_NAME);
        try (StorageOutput output = directory.create(TEMPORARY_NAME)) {
            output.write(StandardCharsets.US_ASCII.encode(identity.toText()));
            output.sync();
        }
        directory.replace(TEMPORARY_NAME, NAME);
        directory.sync();
    }
}
