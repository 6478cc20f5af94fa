package io.litestream4j;

import io.litestream4j.compaction.Contents;
import io.litestream4j.compaction.LocalFiles;
import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.io.GradualSync;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.upload.StagedSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The local copies of a replica's files: level 0 as it was staged, and what was merged from it, each until it is merged into
 * the next level. Copies of what is in the replica take {@code local.max-size} at most; beyond that, the disk holds what is
 * not uploaded yet, the newest capture, the first one until it is a snapshot, and the files that are being merged. For one
 * thread, except for {@link #uploaded}, which is for one other.
 */
final class StagedCopies implements LocalFiles {

    /** To find the oldest copies costs a listing: the uploads that make room free one part of so many of the bound at once. */
    private static final int FREED = 8;

    private static final TxId FIRST = TxId.NONE.next();

    private final StagingDirectory captures;
    private final List<StagingDirectory> merged = new ArrayList<>();
    private final StagingDirectory base;
    private final int topLevel;
    private final long maxSize;

    // Guarded by this: what uploaded captures take, or more than that, and what the last trim has left of the others.
    private long uploadedSize;
    private long mergedSize;

    private record Copy(StagingDirectory directory, StagedFile file) {}

    /** Keeps copies below a meta path: of level 0, and of as many levels as are merged. */
    StagedCopies(Path meta, StagingDirectory captures, UpkeepOptions options, Function<Path, StorageDirectory> disk)
            throws IOException {
        this.captures = captures;
        this.topLevel = options.levels().size();
        this.maxSize = options.localMaxSize();
        for (int level = 1; level <= topLevel; level++) {
            merged.add(open(meta, level, disk));
        }
        this.base = open(meta, ReplicaFile.SNAPSHOT_LEVEL, disk);
        this.uploadedSize = size(captures);
        this.mergedSize = mergedSize();
    }

    /** Not in Litestream's own directory: it would take what is not uploaded for part of the replica. */
    private static StagingDirectory open(Path meta, int level, Function<Path, StorageDirectory> disk)
            throws IOException {
        Path path = meta.resolve("levels").resolve(String.valueOf(level));
        return StagingDirectory.open(disk.apply(path));
    }

    private StagingDirectory directory(int level) {
        if (level == ReplicaFile.CAPTURE_LEVEL) {
            return captures;
        }
        return level <= topLevel ? merged.get(level - 1) : base;
    }

    @Override
    public Optional<InputStream> open(int level, LtxFileName name, long offset, long length) throws IOException {
        try {
            return Optional.of(new DataBlockInputStream(directory(level).open(name), offset, length));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<LocalFile> find(int level, TxId first) throws IOException {
        StagingDirectory directory = directory(level);
        return directory.list().stream()
                .filter(file -> file.name().min().equals(first))
                .findFirst()
                .map(file -> localFile(directory, file));
    }

    private static LocalFile localFile(StagingDirectory directory, StagedFile file) {
        return new LocalFile(file.name(), file.created(), new StagedSource(directory, file));
    }

    @Override
    public LocalFile write(int level, LtxFileName name, Instant created, Content content) throws IOException {
        StagingDirectory directory = directory(level);
        directory.discard(name);
        return localFile(directory, directory.stage(name, created, out -> content.writeTo(new GradualSync(out))));
    }

    @Override
    public void discard(int level, LtxFileName name) throws IOException {
        directory(level).discard(name);
    }

    /**
     * Counts a capture that is in the replica now, as all before it are. The oldest ones go when there is no room: the next
     * trim may be hours away.
     */
    synchronized void uploaded(StagedFile capture) throws IOException {
        uploadedSize += capture.size();
        if (uploadedSize + mergedSize > maxSize) {
            List<Copy> copies = uploadedCaptures(capture.name().max()).stream()
                    .filter(file -> !isBase(file))
                    .map(file -> new Copy(captures, file))
                    .toList();
            uploadedSize = capture.size() + discardAbove(maxSize - maxSize / FREED - mergedSize, copies);
        }
    }

    @Override
    public synchronized void trim(Contents replica) throws IOException {
        List<Copy> kept = new ArrayList<>();
        for (StagedFile file : uploadedCaptures(replica.end(ReplicaFile.CAPTURE_LEVEL))) {
            boolean needed = file.name().max().isAfter(replica.end(1));
            if (!isBase(file)) {
                keepOrDiscard(captures, file, needed, kept);
            } else if (!needed || !file.name().max().isAfter(replica.end(ReplicaFile.SNAPSHOT_LEVEL))) {
                captures.discard(file.name());
            }
        }
        for (int level = 1; level <= topLevel; level++) {
            Set<LtxFileName> there = new HashSet<>();
            replica.level(level).forEach(file -> there.add(file.name()));
            for (StagedFile file : directory(level).list()) {
                boolean needed = there.contains(file.name())
                        && level < topLevel
                        && file.name().max().isAfter(replica.end(level + 1));
                keepOrDiscard(directory(level), file, needed, kept);
            }
        }
        for (StagedFile file : base.list()) {
            base.discard(file.name());
        }
        discardAbove(maxSize, kept);
        mergedSize = mergedSize();
    }

    /** The newest capture is no mere copy: it says up to where the WAL was captured. */
    private List<StagedFile> uploadedCaptures(TxId end) throws IOException {
        List<StagedFile> staged = captures.list();
        return staged.subList(0, Math.max(0, staged.size() - 1)).stream()
                .filter(file -> !file.name().max().isAfter(end))
                .toList();
    }

    /** The whole database, which becomes a snapshot as it is: without the copy, all of it would have to be downloaded. */
    private static boolean isBase(StagedFile file) {
        return file.name().min().equals(FIRST);
    }

    private static void keepOrDiscard(StagingDirectory directory, StagedFile file, boolean needed, List<Copy> kept)
            throws IOException {
        if (needed) {
            kept.add(new Copy(directory, file));
        } else {
            directory.discard(file.name());
        }
    }

    /**
     * Discards the oldest of the lowest level first, which are the cheapest to read from the replica, and returns the size of
     * what is left.
     */
    private static long discardAbove(long bound, List<Copy> copies) throws IOException {
        long size = copies.stream().mapToLong(copy -> copy.file().size()).sum();
        for (Copy copy : copies) {
            if (size <= bound) {
                break;
            }
            copy.directory().discard(copy.file().name());
            size -= copy.file().size();
        }
        return size;
    }

    private long mergedSize() throws IOException {
        long size = 0;
        for (StagingDirectory directory : merged) {
            size += size(directory);
        }
        return size;
    }

    private static long size(StagingDirectory directory) throws IOException {
        return directory.list().stream().mapToLong(StagedFile::size).sum();
    }
}
