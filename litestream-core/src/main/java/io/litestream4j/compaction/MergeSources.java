package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.MergeInput;
import io.litestream4j.ltx.NewestPages;
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
 * they are. The newest ones are read at once as long as their pages fit into a quarter of that: files of a hot table hold
 * the same few pages again and again.
 */
final class MergeSources {

    /** What the inputs of one merge hold together, in bytes: the larger, the fewer times each file is opened. */
    static final long HEAP = Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 4);

    /** Largest buffer of a reader, in bytes. */
    private static final int MAX_BUFFER = 1 << 20;

    /** Opens a range of a local copy, if there is one. */
    @FunctionalInterface
    interface Copies {
        Optional<InputStream> open(int level, LtxFileName name, long offset, long length) throws IOException;
    }

    private final ReplicaClient replica;
    private final Copies local;
    private final long heap;
    private int localHits;

    /**
     * Opens nothing yet.
     *
     * @param heap what all inputs may hold together, in bytes; more if that is not enough for one
     */
    MergeSources(ReplicaClient replica, Copies local, long heap) {
        this.replica = replica;
        this.local = local;
        this.heap = heap;
    }

    /** Returns how many reads were answered by local copies. */
    int localHits() {
        return localHits;
    }

    /**
     * Opened sources.
     *
     * @param inputs in the order of their TXIDs; the caller closes them
     * @param files how many files are in them
     */
    record Opened(List<MergeInput> inputs, int files) {}

    /**
     * Opens the first sources, as many as fit and have one page size, at least one. Where the page size changes a file holds
     * the whole database, so that nothing before it is needed.
     */
    Opened open(List<ReplicaFile> files) throws IOException {
        int pageSize = pageSize(files.get(0));
        NewestPages newest = new NewestPages(heap / 4);
        int older = takeNewest(files, pageSize, newest);
        List<MergeInput> inputs = new ArrayList<>(openReaders(files.subList(0, older), pageSize));
        if (inputs.size() < older || older == files.size()) {
            return new Opened(inputs, inputs.size());
        }
        inputs.add(newest);
        return new Opened(inputs, files.size());
    }

    /** Reads files from the newest on, as long as their pages fit, and returns how many files are left. */
    private int takeNewest(List<ReplicaFile> files, int pageSize, NewestPages newest) throws IOException {
        int left = files.size();
        while (left > 0 && takeOlder(files.get(left - 1), pageSize, newest)) {
            left--;
        }
        return left;
    }

    private boolean takeOlder(ReplicaFile file, int pageSize, NewestPages newest) throws IOException {
        if (file.size() > heap / 4) {
            return false;
        }
        try (LtxReader reader = reader(file, MAX_BUFFER)) {
            return reader.header().pageSize() == pageSize && newest.takeOlder(reader);
        }
    }

    private List<LtxReader> openReaders(List<ReplicaFile> files, int pageSize) throws IOException {
        long left = heap - heap / 4;
        int minBuffer = LtxReader.minBufferSize(pageSize);
        int count = (int) Math.min(files.size(), Math.max(1, left / (minBuffer + pageSize)));
        List<LtxReader> readers = new ArrayList<>(count);
        for (ReplicaFile file : files.subList(0, count)) {
            LtxReader reader = reader(file, Math.max(minBuffer, Math.min(MAX_BUFFER, left / count - pageSize)));
            if (reader.header().pageSize() != pageSize) {
                reader.close();
                break;
            }
            readers.add(reader);
        }
        return readers;
    }

    private LtxReader reader(ReplicaFile file, long maxBuffer) throws IOException {
        InputStream in = new ChunkedInputStream((offset, length) -> open(file, offset, length), file.size());
        LtxReader reader = new LtxReader(in, file.display(), (int) Math.min(maxBuffer, file.size()));
        reader.requireName(file.name());
        return reader;
    }

    private int pageSize(ReplicaFile file) throws IOException {
        try (InputStream in = open(file, 0, LtxHeader.SIZE)) {
            byte[] header = in.readNBytes(LtxHeader.SIZE);
            return header.length < LtxHeader.SIZE
                    ? 0
                    : LtxHeader.load(ByteBuffer.wrap(header), file.display()).pageSize();
        }
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
