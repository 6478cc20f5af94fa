package io.litestream4j.rollforward;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.FileDataBlock;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalScan;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database file and its WAL as a crash has left them, read while nobody writes, with every checksum of the WAL verified.
 * Nothing is changed. For one thread.
 */
final class LocalDatabase implements Closeable {

    private final DatabaseFile file;
    private final @Nullable CloseableDataBlock data;
    private final @Nullable WalReader wal;
    private final @Nullable WalEnd end;

    private LocalDatabase(Path database) throws IOException {
        Path real = database.toRealPath();
        this.file = DatabaseFile.of(real);
        this.data = open(real.resolveSibling(real.getFileName() + "-wal"));
        try {
            this.wal = data == null ? null : run(data, real).orElse(null);
            this.end = wal == null ? null : end(wal);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static LocalDatabase read(Path database) throws IOException {
        return new LocalDatabase(database);
    }

    private static @Nullable CloseableDataBlock open(Path wal) throws IOException {
        try {
            return FileDataBlock.open(wal);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Optional<WalReader> run(CloseableDataBlock data, Path database) throws IOException {
        try {
            return WalReader.open(data, database + "-wal");
        } catch (CorruptDataException e) {
            // SQLite takes it for empty.
            return Optional.empty();
        }
    }

    private static WalEnd end(WalReader wal) throws IOException {
        WalScan scan = wal.scan();
        return new WalEnd(scan.header().salts(), scan.header().pageSize(), scan.committedFrames());
    }

    /** Returns where the WAL ends; empty if there is none. */
    Optional<WalEnd> end() {
        return Optional.ofNullable(end);
    }

    /** Returns the newest of some frames for each page. */
    PageMap frames(long from, long to) throws IOException {
        PageMap pages = new PageMap();
        if (wal != null) {
            wal.readHeaders(from, to, (index, pageNumber, commit) -> pages.put(pageNumber, index));
        }
        return pages;
    }

    /** Reads the page of a frame. */
    void readFrame(long frame, byte[] target) throws IOException {
        if (wal == null) {
            throw new IllegalStateException("no WAL");
        }
        wal.readPage(frame, target, 0);
    }

    /** Reads a page of the database file; false if it ends before that. */
    boolean readFile(int pageNumber, byte[] target) throws IOException {
        try {
            file.read((pageNumber - 1L) * target.length, target, 0, target.length);
            return true;
        } catch (EOFException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (data != null) {
            data.close();
        }
    }
}
