package io.litestream4j.staging;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Keeps the last {@link SealRecord} in the file {@code sealed} of the meta path. One thread writes.
 */
public final class SealFile {

    private static final String NAME = "sealed";
    private static final String TEMPORARY_NAME = "sealed.tmp";

    // The text has a fixed length well below this. Whatever is longer is not ours, and not worth reading.
    private static final int MAX_SIZE = 1024;

    private final StorageDirectory directory;

    /** Keeps the record in {@code metaDirectory}. */
    public SealFile(StorageDirectory metaDirectory) {
        this.directory = metaDirectory;
    }

    /**
     * Reads the record; empty if there is none or the file is damaged, both of which mean that nothing is known about the
     * WAL.
     */
    public Optional<SealRecord> read() throws IOException {
        try (CloseableDataBlock block = directory.open(NAME)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(block.size(), MAX_SIZE));
            block.readFully(buffer, 0);
            return SealRecord.parse(
                    StandardCharsets.US_ASCII.decode(buffer.flip()).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the record. It survives the end of the process; a crash of the machine may lose it, which costs a full file
     * and nothing else, so it is not worth a sync at each checkpoint.
     */
    public void write(SealRecord record) throws IOException {
        // A process that died here may have left one.
        directory.delete(TEMPORARY_NAME);
        try (StorageOutput output = directory.create(TEMPORARY_NAME)) {
            output.write(StandardCharsets.US_ASCII.encode(record.toText()));
        }
        directory.replace(TEMPORARY_NAME, NAME);
    }
}
