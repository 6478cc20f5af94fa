package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens the sources of a merge, local copies first, with as much heap for all of them as is allowed, however many and large
 * they are.
 */
final class MergeSources {

    /** What the readers of one merge hold together, in bytes: the larger, the fewer times each file is opened. */
    private static final long HEAP = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 4);

    /** Largest buffer of a reader, in bytes. */
    private static final int MAX_BUFFER = 1 << 20;

    /** Opens a range of a local copy, if there is one. */
    @FunctionalInterface
    interface Copies {
        Optional<InputStream> open(int level, LtxFileName name, long offset, long length) throws IOException;
    }

    private final ReplicaClient replica;
    private final Copies local;
    private int localHits;

    MergeSources(ReplicaClient replica, Copies local) {
        this.replica = replica;
        this.local = local;
    }

    /** Returns how many reads were answered by local copies. */
    int localHits() {
        return localHits;
    }

    /**
     * Opens the first sources, as many as fit and have one page size, at least one; the caller closes them. Where the page
     * size changes a file holds the whole database, so that nothing before it is needed.
     */
    List<LtxReader> open(List<ReplicaFile> files) throws IOException {
        int pageSize = pageSize(files.get(0));
        int minBuffer = LtxReader.minBufferSize(pageSize);
        int count = (int) Math.max(1, Math.min(files.size(), HEAP / (minBuffer + pageSize)));
        long buffer = Math.min(MAX_BUFFER, HEAP / count - pageSize);
        List<LtxReader> readers = new ArrayList<>(count);
        for (ReplicaFile file : files.subList(0, count)) {
            int ofFile = (int) Math.max(minBuffer, Math.min(buffer, file.size()));
            LtxReader source = new LtxReader(stream(file), file.display(), ofFile);
            source.requireName(file.name());
            if (!readers.isEmpty()
                    && source.header().pageSize() != readers.get(0).header().pageSize()) {
                source.close();
                break;
            }
            readers.add(source);
        }
        return readers;
    }

    private int pageSize(ReplicaFile file) throws IOException {
        try (InputStream in = open(file, 0, LtxHeader.SIZE)) {
            byte[] header = in.readNBytes(LtxHeader.SIZE);
            return header.length < LtxHeader.SIZE
                    ? 0
                    : LtxHeader.load(ByteBuffer.wrap(header), file.display()).pageSize();
        }
    }

    private InputStream stream(ReplicaFile file) {
        return new ChunkedInputStream((offset, length) -> open(file, offset, length), file.size());
    }

    private InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        Optional<InputStream> copy = local.open(file.level(), file.name(), offset, length);
        if (copy.isPresent()) {
            localHits++;
            return copy.get();
        }
        return replica.open(file, offset, length);
    }
}
