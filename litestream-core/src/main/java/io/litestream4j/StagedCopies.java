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
 * not uploaded yet, and the one file that is being merged.
 */
final class StagedCopies implements LocalFiles {

    private final StagingDirectory captures;
    private final List<StagingDirectory> merged = new ArrayList<>();
    private final StagingDirectory base;
    private final int topLevel;
    private final long maxSize;

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

    @Override
    public void trim(Contents replica) throws IOException {
        List<Copy> kept = new ArrayList<>();
        TxId merged = replica.end(1);
        for (StagedFile file : uploadedCaptures(replica)) {
            keepOrDiscard(captures, file, file.name().max().isAfter(merged), kept);
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
    }

    /** The newest capture is no mere copy: it says up to where the WAL was captured. */
    private List<StagedFile> uploadedCaptures(Contents replica) throws IOException {
        List<StagedFile> staged = captures.list();
        TxId end = replica.end(ReplicaFile.CAPTURE_LEVEL);
        return staged.subList(0, Math.max(0, staged.size() - 1)).stream()
                .filter(file -> !file.name().max().isAfter(end))
                .toList();
    }

    private static void keepOrDiscard(StagingDirectory directory, StagedFile file, boolean needed, List<Copy> kept)
            throws IOException {
        if (needed) {
            kept.add(new Copy(directory, file));
        } else {
            directory.discard(file.name());
        }
    }

    /** Discards the oldest of the lowest level first: they are the cheapest to read from the replica. */
    private static void discardAbove(long bound, List<Copy> copies) throws IOException {
        long size = copies.stream().mapToLong(copy -> copy.file().size()).sum();
        for (Copy copy : copies) {
            if (size <= bound) {
                return;
            }
            copy.directory().discard(copy.file().name());
            size -= copy.file().size();
        }
    }
}
