package io.litestream4j.compaction;

import io.litestream4j.compaction.CompactionDecision.Merge;
import io.litestream4j.compaction.LocalFiles.LocalFile;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.LtxComparison;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxMerger;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.LtxVerification;
import io.litestream4j.ltx.LtxVerifier;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaFileMissingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries merges out: the sources stream into one local file, which is verified and then put into the replica. Holds at most
 * 128 MiB for the sources, or a quarter of the heap if that is less, and 8 bytes for each page of the result; on disk, the
 * result. For one thread.
 */
final class Compactor {

    private static final Logger log = LoggerFactory.getLogger(Compactor.class);

    private final ReplicaClient replica;
    private final LocalFiles local;
    private final LevelInventory inventory;
    private final LtxPageFormat format;

    Compactor(ReplicaClient replica, LocalFiles local, LevelInventory inventory, LtxPageFormat format) {
        this.replica = replica;
        this.local = local;
        this.inventory = inventory;
        this.format = format;
    }

    /**
     * What was merged.
     *
     * @param file the new file
     * @param sources the files that are in it
     */
    record Merged(ReplicaFile file, List<ReplicaFile> sources) {}

    /** Merges the sources of a decision, or the first of them if they are very many. */
    Merged compact(Merge merge) throws IOException {
        MergeSources sources = new MergeSources(replica, local::open, MergeSources.HEAP);
        try {
            return compact(merge, sources);
        } catch (CorruptDataException e) {
            if (sources.localHits() == 0) {
                throw e;
            }
            log.warn("A local copy may be damaged, reading from the replica instead: {}", e.getMessage());
            return compact(
                    merge,
                    new MergeSources(replica, (level, name, offset, length) -> Optional.empty(), MergeSources.HEAP));
        } catch (ReplicaFileMissingException e) {
            forgetMissing(merge);
            throw e;
        }
    }

    /** Somebody deletes files: what is there has to be looked at again, without listing everything. */
    private void forgetMissing(Merge merge) throws IOException {
        for (ReplicaFile file : merge.sources()) {
            try (InputStream in = replica.open(file, 0, 1)) {
                in.read();
            } catch (ReplicaFileMissingException e) {
                inventory.deleted(List.of(file));
            }
        }
    }

    private Merged compact(Merge merge, MergeSources sources) throws IOException {
        MergeSources.Opened opened = sources.open(merge.sources());
        Merge part = merge.first(opened.files());
        LocalFile result;
        try (LtxMerger merger = new LtxMerger(opened.inputs())) {
            Instant created = Instant.ofEpochMilli(merger.header().timestampMillis());
            result = local.write(merge.level(), part.name(), created, out -> write(merger, out));
        }
        try {
            verify(merge.level(), result);
            return new Merged(put(merge.level(), result), part.sources());
        } catch (IOException | RuntimeException e) {
            local.discard(merge.level(), result.name());
            throw e;
        }
    }

    private void write(LtxMerger merger, WritableByteChannel out) throws IOException {
        LtxHeader header = merger.header();
        try (LtxWriter writer = new LtxWriter(out, header, format)) {
            while (merger.nextPage()) {
                merger.copyPage(writer);
            }
            merger.finish();
            writer.finish();
        }
    }

    /** The sources may be deleted because of this file: what was written is read back before anybody relies on it. */
    private static void verify(int level, LocalFile file) throws IOException {
        try (InputStream in = file.source().open()) {
            String resource = "merged level " + level + " file " + file.name();
            if (LtxVerifier.verify(file.name(), in, resource) instanceof LtxVerification.Damaged damaged) {
                throw damaged.problem();
            }
        }
    }

    /** Puts a local file into the replica. */
    ReplicaFile put(int level, LocalFile local) throws IOException {
        ReplicaFile file = new ReplicaFile(level, local.name(), local.source().size(), local.created());
        try {
            replica.create(level, local.name(), local.created(), local.source());
        } catch (ReplicaFileExistsException e) {
            requireSame(local, file);
            inventory.created(file);
        }
        return file;
    }

    /** Sees whether a file that is there already holds the same: an earlier try had arrived then. */
    private void requireSame(LocalFile ours, ReplicaFile there) throws IOException {
        LtxFileName name = ours.name();
        try (InputStream ourBytes = ours.source().open();
                InputStream theirBytes = replica.open(there, 0, -1);
                LtxReader one = new LtxReader(ourBytes, "local file " + name);
                LtxReader other = new LtxReader(theirBytes, there.display())) {
            if (!LtxComparison.haveSamePages(one, other)) {
                throw new FencedException(
                        replica.url() + ": " + there.display()
                                + " exists with other content: another process writes to this replica. Nothing more is uploaded");
            }
        }
    }
}
