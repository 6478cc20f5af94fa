package io.litestream4j.capture;

import io.litestream4j.io.FileDataBlock;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.sqlite.ReadTransaction;
import io.litestream4j.staging.FixedSnapshot;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All pages of a database at a position that a read transaction of its own keeps. Needs nothing of the thread that captures,
 * and is closed when the database is given up. While a stream is open: 24 to 48 bytes of heap for each page in the
 * WAL up to the position, 1 MiB to read ahead, and what an {@link EncodingStream} holds.
 */
final class DatabaseSnapshot implements FixedSnapshot {

    private final LtxFileName name;
    private final Instant created;
    private final FixedPosition position;
    private final ReadTransaction transaction;
    private final Source source;
    private volatile boolean closed;

    /**
     * Where the pages are, and how they are encoded.
     *
     * @param file the database file
     * @param wal path of the WAL
     * @param pageSize size of its pages
     * @param format how they are compressed
     * @param longWal from how many bytes on the WAL is long
     */
    record Source(DatabaseFile file, Path wal, PageSize pageSize, LtxPageFormat format, long longWal) {}

    /**
     * Takes a position that was just fixed.
     *
     * @param transaction has begun at the position; closed with this snapshot
     */
    DatabaseSnapshot(
            LtxFileName name, Instant created, FixedPosition position, ReadTransaction transaction, Source source) {
        this.name = name;
        this.created = created;
        this.position = position;
        this.transaction = transaction;
        this.source = source;
    }

    @Override
    public LtxFileName name() {
        return name;
    }

    @Override
    public Instant created() {
        return created;
    }

    @Override
    public long maxSize() {
        return LtxWriter.maxSize(source.pageSize().bytes(), position.commit());
    }

    @Override
    public boolean isWalLong() throws IOException {
        return Files.exists(source.wal()) && Files.size(source.wal()) > source.longWal();
    }

    @Override
    public InputStream open() throws IOException {
        // A descriptor for each stream: whoever reads may be interrupted, which closes it. The WAL has no locks to
        // lose.
        FileDataBlock wal = position.run() == null ? null : FileDataBlock.open(source.wal());
        try {
            Capture pages = FullCapture.capture(name, position.in(run(wal)), source.file(), source.pageSize());
            Capture guarded = pages.from((pageNumber, target) -> read(pages.source(), pageNumber, target));
            LtxHeader header = CaptureWriter.header(guarded, source.pageSize().bytes(), created);
            return new EncodingStream(guarded, header, source.format(), () -> closeQuietly(wal));
        } catch (IOException | RuntimeException e) {
            closeQuietly(wal);
            throw e;
        }
    }

    private @Nullable WalReader run(@Nullable FileDataBlock wal) throws IOException {
        if (wal == null) {
            return null;
        }
        return WalReader.open(wal, source.wal().toString())
                .filter(run -> run.header().salts().equals(position.range().salts()))
                .orElseThrow(() -> new IOException(source.wal() + " is no longer the WAL of the snapshot " + name));
    }

    /** What was read before the transaction ended is the page as it was; later nobody knows. */
    private void read(PageSource pages, int pageNumber, byte[] target) throws IOException {
        pages.read(pageNumber, target);
        if (closed) {
            throw new IOException("the snapshot " + name + " was given up while it was read");
        }
    }

    private static void closeQuietly(@Nullable FileDataBlock wal) throws IOException {
        if (wal != null) {
            wal.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        transaction.close();
    }
}
