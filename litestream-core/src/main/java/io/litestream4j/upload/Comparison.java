package io.litestream4j.upload;

import io.litestream4j.ltx.LtxReader;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Compares staged files with what the replica has. Not safe for use by several threads. */
final class Comparison {

    private static final int BLOCK = 64 * 1024;

    private final ReplicaClient replica;

    Comparison(ReplicaClient replica) {
        this.replica = replica;
    }

    /**
     * Returns whether a staged file and one of the replica that ends at the same TXID come from one history: at level 0 they
     * have the same bytes; a file of another level, which may cover more, has the same pages.
     */
    boolean agree(StagedSource source, ReplicaFile there) throws IOException {
        return there.level() == ReplicaFile.CAPTURE_LEVEL
                ? haveSameBytes(source, there)
                : holdsPages(source, source.staged().path().toString(), there);
    }

    private boolean haveSameBytes(StagedSource source, ReplicaFile there) throws IOException {
        try (InputStream ours = source.open();
                InputStream theirs = replica.open(there, 0, -1)) {
            while (true) {
                byte[] block = ours.readNBytes(BLOCK);
                if (!Arrays.equals(block, theirs.readNBytes(BLOCK))) {
                    return false;
                }
                if (block.length == 0) {
                    return true;
                }
            }
        }
    }

    /**
     * Returns whether a file of the replica has all pages of ours. Two snapshots of one TXID, for example, differ in the time at
     * which they were made, and in nothing else.
     *
     * @param name ours, for the messages of exceptions
     */
    boolean holdsPages(UploadSource source, String name, ReplicaFile there) throws IOException {
        try (InputStream ourBytes = source.open();
                InputStream theirBytes = replica.open(there, 0, -1);
                LtxReader ours = new LtxReader(ourBytes, name);
                LtxReader theirs = new LtxReader(theirBytes, there.display())) {
            boolean same = ours.header().commit() == theirs.header().commit();
            while (same && ours.nextPage()) {
                same = advance(theirs, ours.pageNumber()) && Arrays.equals(ours.page(), theirs.page());
            }
            if (same) {
                theirs.finish();
            }
            return same;
        }
    }

    /** Reads up to a page; false if it is not in the file. */
    private static boolean advance(LtxReader reader, int pageNumber) throws IOException {
        while (reader.nextPage()) {
            if (Integer.compareUnsigned(reader.pageNumber(), pageNumber) >= 0) {
                return reader.pageNumber() == pageNumber;
            }
        }
        return false;
    }
}
