package io.litestream4j.restore.pages;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.ltx.LtxFooter;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxOutline;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.fetch.ReplicaReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes the first requests for a file: for all of a small file, which is then checked; for both ends of a larger one. Safe
 * for use by several threads.
 */
final class FileOpener {

    /** Up to this size one request for all of a file costs less than one for its end and others for its pages. */
    static final int SMALL = 256 * 1024;

    /** Holds the index of some 3,000 pages, as much as Litestream asks for. */
    private static final int END_SIZE = 32 * 1024;

    /** A page takes at most this in an index: three numbers of 63 bits. */
    private static final int MAX_ENTRY_SIZE = 27;

    private final ReplicaReader reader;

    FileOpener(ReplicaReader reader) {
        this.reader = reader;
    }

    OpenedFile open(ReplicaFile file) throws IOException {
        return file.size() <= SMALL ? openSmall(file) : openLarge(file);
    }

    private OpenedFile openSmall(ReplicaFile file) throws IOException {
        byte[] content = reader.read(file, 0, (int) file.size());
        try (LtxReader all = new LtxReader(new ByteArrayInputStream(content), file.display())) {
            all.requireName(file.name());
            all.finish();
        }
        byte[] head = Arrays.copyOf(content, LtxHeader.SIZE);
        return new OpenedFile(file, head, footer(content, file), content, content);
    }

    private OpenedFile openLarge(ReplicaFile file) throws IOException {
        byte[] head = reader.read(file, 0, LtxHeader.SIZE);
        LtxHeader.load(ByteBuffer.wrap(head), file.display()).requireName(file.name(), file.display());
        byte[] end = reader.read(file, file.size() - END_SIZE, END_SIZE);
        return new OpenedFile(file, head, footer(end, file), end, null);
    }

    private static LtxFooter footer(byte[] end, ReplicaFile file) throws CorruptDataException {
        byte[] last = Arrays.copyOfRange(end, end.length - LtxFooter.SIZE, end.length);
        return LtxFooter.load(last, file.size(), file.display());
    }

    /** Returns what surrounds the pages; asks for the page index if it is longer than what is there. */
    LtxOutline outline(OpenedFile opened) throws IOException {
        ReplicaFile file = opened.file();
        byte[] end = opened.end();
        int tailSize = boundedTailSize(opened);
        byte[] tail = tailSize <= end.length
                ? Arrays.copyOfRange(end, end.length - tailSize, end.length)
                : reader.read(file, file.size() - tailSize, tailSize);
        return LtxOutline.load(opened.head(), tail, file.size(), file.display());
    }

    /** No index is believed to be larger than the header's number of pages needs. */
    private static int boundedTailSize(OpenedFile opened) throws CorruptDataException {
        String resource = opened.file().display();
        int commit = LtxHeader.load(ByteBuffer.wrap(opened.head()), resource).commit();
        long max = Math.min(Integer.MAX_VALUE - Long.BYTES, 1 + (long) commit * MAX_ENTRY_SIZE + LtxFooter.SIZE);
        if (opened.tailSize() > max) {
            throw new CorruptDataException(
                    Problem.BAD_INDEX,
                    resource,
                    opened.file().size() - LtxFooter.SIZE,
                    "page index of " + opened.footer().indexSize() + " bytes for a database of " + commit + " pages");
        }
        return (int) opened.tailSize();
    }
}
