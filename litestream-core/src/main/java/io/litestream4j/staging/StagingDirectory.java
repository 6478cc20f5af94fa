package io.litestream4j.staging;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The LTX files of level 0 on the local disk. Files appear whole under their final name and never change; a name is never
 * given twice.
 *
 * <p>One thread stages; any thread may list, open, sync and delete. Nothing is kept in memory: each call looks at the disk.
 */
public final class StagingDirectory {

    private static final String TEMPORARY_SUFFIX = ".tmp";

    private final StorageDirectory directory;

    private StagingDirectory(StorageDirectory directory) {
        this.directory = directory;
    }

    /** Returns where level 0 lies under a meta path. */
    public static Path pathIn(Path metaPath) {
        return metaPath.resolve("ltx").resolve("0");
    }

    /** Opens staging and removes what an earlier process left unfinished. */
    public static StagingDirectory open(StorageDirectory directory) throws IOException {
        for (StorageDirectory.Entry entry : directory.list()) {
            if (entry.name().endsWith(TEMPORARY_SUFFIX)) {
                directory.delete(entry.name());
            }
        }
        return new StagingDirectory(directory);
    }

    /**
     * Stages a file. It survives the end of the process. It is not synced: until it is on the replica the WAL is the durable
     * copy, and a start that finds the WAL begun again and this file lost or damaged takes a full file.
     *
     * @param created the LTX time
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken; what has it is left alone
     */
    public StagedFile stage(LtxFileName name, Instant created, StagedContent content) throws IOException {
        String temporary = name + TEMPORARY_SUFFIX;
        try {
            // A name of its own: nobody takes an unfinished file for a whole one.
            long size = write(temporary, content);
            // Before the final name: whoever lists that sees the LTX time with it.
            directory.setModified(temporary, created);
            // Create-only: a TXID is never given other content.
            directory.publish(temporary, name.toString());
            return new StagedFile(name, size, created, directory.path().resolve(name.toString()));
        } catch (Throwable e) {
            // After an error, too: the next try needs the name.
            discard(temporary, e);
            throw e;
        }
    }

    private long write(String temporary, StagedContent content) throws IOException {
        try (StorageOutput output = directory.create(temporary)) {
            content.writeTo(output);
            return output.size();
        }
    }

    private void discard(String name, Throwable failure) {
        try {
            directory.delete(name);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Lists the files in the order of their TXIDs. */
    public List<StagedFile> list() throws IOException {
        return directory.list().stream()
                .flatMap(this::stagedFile)
                .sorted(Comparator.comparing(StagedFile::name))
                .toList();
    }

    /** Lists the files that end after a TXID, in the order of their TXIDs. */
    public List<StagedFile> listAfter(TxId txId) throws IOException {
        return list().stream().filter(file -> file.name().max().isAfter(txId)).toList();
    }

    private Stream<StagedFile> stagedFile(StorageDirectory.Entry entry) {
        return LtxFileName.parse(entry.name()).stream()
                .map(name -> new StagedFile(
                        name, entry.size(), entry.modified(), directory.path().resolve(entry.name())));
    }

    /** Returns the file with the highest TXID. */
    public Optional<StagedFile> newest() throws IOException {
        return list().stream().max(Comparator.comparing(file -> file.name().max()));
    }

    /**
     * Opens a file for reading; the caller closes it.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    public CloseableDataBlock open(LtxFileName name) throws IOException {
        return directory.open(name.toString());
    }

    /** Deletes a file; its name is free again. A missing one is fine. */
    public void discard(LtxFileName name) throws IOException {
        directory.delete(name.toString());
    }
}
