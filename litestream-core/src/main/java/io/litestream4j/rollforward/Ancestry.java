package io.litestream4j.rollforward;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.wal.PageMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Shows by content where a local database belongs in a replica's history. Reads the files that it is asked about, of a full one
 * only the beginning. For one thread.
 */
final class Ancestry {

    /** So many equal pages are enough. */
    private static final int MAX_COMPARED = 4096;

    private final LocalDatabase local;
    private final WalEnd end;
    private final ReplicaClient replica;

    Ancestry(LocalDatabase local, WalEnd end, ReplicaClient replica) {
        this.local = local;
        this.end = end;
        this.replica = replica;
    }

    /** Returns whether the local database holds the pages of a capture that is in its WAL, whatever it has done since. */
    boolean isShown(ReplicaFile at) throws IOException {
        return holdsPages(at) >= 0;
    }

    /**
     * Returns whether the local database is an earlier state: it holds the pages of the capture at which it ends, and has
     * changed nothing since that the next capture did not change.
     *
     * @param at the capture at which the local database ends, or in the next one after which it ends
     * @param next the next one
     */
    boolean isShown(ReplicaFile at, ReplicaFile next) throws IOException {
        long reached = holdsPages(at);
        return reached >= 0 && changesOnlyWhat(next, reached);
    }

    /** Compares a capture's pages; returns the number of frames of the local run that belong to it, -1 if a page differs. */
    private long holdsPages(ReplicaFile at) throws IOException {
        try (LtxReader reader = open(at)) {
            LtxHeader header = reader.header();
            boolean sameRun = end.isRunOf(header);
            long reached = sameRun ? WalEnd.framesUpTo(header) : 0;
            PageMap frames = local.frames(0, sameRun ? reached : end.frames());
            byte[] page = new byte[header.pageSize()];
            int compared = 0;
            while (compared < MAX_COMPARED && reader.nextPage()) {
                long frame = frames.get(reader.pageNumber());
                boolean overwritten = !sameRun && frame != PageMap.ABSENT;
                if (!overwritten) {
                    if (!read(frame, reader.pageNumber(), page) || !Arrays.equals(page, reader.page())) {
                        return -1;
                    }
                    compared++;
                }
            }
            return compared > 0 ? reached : -1;
        }
    }

    private boolean read(long frame, int pageNumber, byte[] page) throws IOException {
        if (frame == PageMap.ABSENT) {
            return local.readFile(pageNumber, page);
        }
        local.readFrame(frame, page);
        return true;
    }

    private boolean changesOnlyWhat(ReplicaFile next, long from) throws IOException {
        int[] changed = local.frames(from, end.frames()).sortedPageNumbers();
        if (changed.length == 0) {
            return true;
        }
        Set<Integer> pages = new HashSet<>();
        try (LtxReader reader = open(next)) {
            int commit = reader.header().commit();
            while (reader.nextPage()) {
                pages.add(reader.pageNumber());
            }
            return Arrays.stream(changed)
                    .allMatch(page -> pages.contains(page) || Integer.compareUnsigned(page, commit) > 0);
        }
    }

    private LtxReader open(ReplicaFile file) throws IOException {
        LtxReader reader = new LtxReader(replica.open(file, 0, -1), file.display());
        reader.requireName(file.name());
        return reader;
    }
}
