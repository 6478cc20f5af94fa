package io.litestream4j.restore.v03;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.sqlite.OfflineDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan: writes the snapshot, then one WAL file after the other beside it, which SQLite itself moves into it. Used
 * once, by one thread.
 */
public final class V03Restorer {

    private static final int BUFFER_SIZE = 1 << 16;

    private final ReplicaReader reader;
    private final StorageDirectory directory;
    private final String name;
    private final byte[] buffer = new byte[BUFFER_SIZE];

    /**
     * Creates a restorer.
     *
     * @param directory where the database is written
     * @param name name of the database file, which does not exist yet
     */
    public V03Restorer(ReplicaReader reader, StorageDirectory directory, String name) {
        this.reader = reader;
        this.directory = directory;
        this.name = name;
    }

    /**
     * Writes and syncs the database.
     *
     * @throws io.litestream4j.replica.ReplicaFileMissingException if a file of the plan is gone; a new plan can help
     * @throws V03GapException if a segment is missing between two others
     * @throws io.litestream4j.io.CorruptDataException if a file is damaged; nothing that was written may be used then
     */
    public void write(V03Plan plan) throws IOException {
        try (StorageOutput output = directory.create(name)) {
            copy(plan.snapshot(), output);
            output.sync();
        }
        OfflineDatabase database = new OfflineDatabase(directory.path().resolve(name));
        Iterator<V03File> segments = plan.segments().iterator();
        V03File next = segments.hasNext() ? segments.next() : null;
        while (next != null) {
            next = writeWal(next, segments);
            database.applyWal();
        }
        directory.syncFile(name);
    }

    /** Writes the WAL file that begins with {@code first}, and returns the first segment of the next one. */
    private @Nullable V03File writeWal(V03File first, Iterator<V03File> segments) throws IOException {
        try (StorageOutput wal = directory.create(name + "-wal")) {
            long size = 0;
            V03File segment = first;
            while (segment != null && segment.index() == first.index()) {
                requireOffset(segment, size);
                size += copy(segment, wal);
                segment = segments.hasNext() ? segments.next() : null;
            }
            wal.sync();
            return segment;
        }
    }

    private static void requireOffset(V03File segment, long size) throws V03GapException {
        if (segment.offset() != size) {
            throw new V03GapException("a segment is missing from generation " + segment.generation() + ": "
                    + segment.object().name() + " begins at offset " + segment.offset()
                    + ", but the segments before it end at " + size);
        }
    }

    private long copy(V03File file, StorageOutput output) throws IOException {
        long size = 0;
        try (InputStream in =
                new Lz4Object(reader.open(file.object()), file.object().name())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    output.write(bytes);
                }
                size += count;
            }
        }
        if (size == 0) {
            throw new CorruptDataException(Problem.TRUNCATED, file.object().name(), 0, "there is nothing in it");
        }
        return size;
    }
}
