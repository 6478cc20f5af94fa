package io.litestream4j.staging;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Remembers in the file {@code origin} of the meta path where the replica's history ended when the local database began:
 * the TXID that was restored, or none if the replica was empty. If the replica has gone on by the time that replication
 * begins, somebody else writes to it. One thread writes.
 */
public final class OriginFile {

    private static final String NAME = "origin";
    private static final String TEMPORARY_NAME = "origin.tmp";
    private static final int SIZE = 17;

    private final StorageDirectory directory;

    /** Keeps the TXID in {@code metaDirectory}. */
    public OriginFile(StorageDirectory metaDirectory) {
        this.directory = metaDirectory;
    }

    /**
     * Reads the TXID; empty if the local database was not made from this replica.
     *
     * @throws CorruptDataException if the file is damaged
     */
    public Optional<TxId> read() throws IOException {
        try (CloseableDataBlock block = directory.open(NAME)) {
            // One byte more than there should be: whoever finds it knows that this is not the file that was written.
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(block.size(), SIZE + 1));
            block.readFully(content, 0);
            String text = StandardCharsets.US_ASCII.decode(content.flip()).toString();
            return Optional.of(TxId.parse(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new CorruptDataException(
                    CorruptDataException.Problem.BAD_HEADER,
                    directory.path().resolve(NAME).toString(),
                    0,
                    "expected 16 hex digits");
        }
    }

    /** Makes the directory, if there is none, and fails where {@link #write} would. */
    public void requireWritable() throws IOException {
        directory.delete(TEMPORARY_NAME);
        directory.create(TEMPORARY_NAME).close();
        directory.delete(TEMPORARY_NAME);
    }

    /** Replaces the TXID; it survives a crash of the machine. */
    public void write(TxId txId) throws IOException {
        directory.delete(TEMPORARY_NAME);
        try (StorageOutput output = directory.create(TEMPORARY_NAME)) {
            output.write(StandardCharsets.US_ASCII.encode(txId + "\n"));
            output.sync();
        }
        directory.replace(TEMPORARY_NAME, NAME);
        directory.sync();
    }
}
