package io.litestream4j.restore.fetch;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.TxId;
import io.litestream4j.mark.MarkStore;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Reads listings and ranges of files, in spite of failing requests. Safe for use by several threads. */
public final class ReplicaReader {

    private final ReplicaClient client;
    private final Retries retries;
    private final Deadline deadline;
    private final IntConsumer onBytes;

    /**
     * Creates a reader.
     *
     * @param client stays open
     * @param retries what is done about failures
     * @param deadline ends the reading
     * @param onBytes hears of each number of bytes that has arrived, on the thread that reads
     */
    public ReplicaReader(ReplicaClient client, Retries retries, Deadline deadline, IntConsumer onBytes) {
        this.client = client;
        this.retries = retries;
        this.deadline = deadline;
        this.onBytes = onBytes;
    }

    /** Lists all levels, once each. */
    public List<ReplicaFile> list() throws IOException {
        List<ReplicaFile> listing = new ArrayList<>();
        for (int level = ReplicaFile.CAPTURE_LEVEL; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            listing.addAll(list(level));
        }
        return listing;
    }

    /** Lists one level. */
    public List<ReplicaFile> list(int level) throws IOException {
        deadline.check();
        return retries.call(() -> client.list(level, TxId.NONE));
    }

    /** Returns the same listing with LTX times, as far as they matter for a restore to {@code target}. */
    public List<ReplicaFile> withLtxTimes(List<ReplicaFile> listing, Instant target) throws IOException {
        return retries.call(() -> client.withLtxTimes(listing, target));
    }

    /**
     * Reads a range that fits in memory.
     *
     * @throws CorruptDataException if the file ends before the range does
     */
    public byte[] read(ReplicaFile file, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (InputStream in = open(file, offset, length)) {
            in.readNBytes(bytes, 0, length);
        }
        return bytes;
    }

    /** Opens all of a file, as long as the listing says; the caller closes the stream. */
    public InputStream open(ReplicaFile file) {
        return open(file, 0, file.size());
    }

    /**
     * Opens a range; the caller closes the stream.
     *
     * <p>The stream throws {@link CorruptDataException} if the file ends before the range does.
     */
    public InputStream open(ReplicaFile file, long offset, long length) {
        return new ResumingInputStream(
                file.display(),
                (from, count) -> client.open(file, from, count),
                offset,
                length,
                retries,
                deadline,
                onBytes);
    }

    /** Reads a mark; empty if there is none of that name. */
    public Optional<Mark> mark(String name) throws IOException {
        deadline.check();
        return retries.call(() -> new MarkStore(client.sideObjects()).find(name));
    }

    /** Lists what other programs may have written below the replica's path. */
    public List<ReplicaObject> listObjects(String prefix) throws IOException {
        deadline.check();
        return retries.call(() -> client.objects().list(prefix));
    }

    /** Opens all of an object; the caller closes the stream. */
    public InputStream open(ReplicaObject object) {
        return new ResumingInputStream(
                object.name(),
                (from, count) -> client.objects().open(object, from, count),
                0,
                object.size(),
                retries,
                deadline,
                onBytes);
    }
}
