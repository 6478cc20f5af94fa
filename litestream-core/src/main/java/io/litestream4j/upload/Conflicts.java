package io.litestream4j.upload;

import io.litestream4j.ltx.LtxReader;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares staged files with what the replica has under their names. Not safe for use by several threads. */
final class Conflicts {

    private static final int BLOCK = 64 * 1024;

    private final ReplicaClient replica;

    Conflicts(ReplicaClient replica) {
        this.replica = replica;
    }

    /**
     * Returns whether the replica's history up to its end is the one that was captured here: the staged file that ends there
     * is the one that is there. With nothing to compare it is taken for ours.
     *
     * @param captures the replica's level 0
     * @param staged what is staged up to the replica's last TXID, in order
     */
    boolean isOwnHistory(List<ReplicaFile> captures, List<StagedSource> staged) throws IOException {
        if (staged.isEmpty()) {
            return true;
        }
        StagedSource last = staged.get(staged.size() - 1);
        Optional<ReplicaFile> there = captures.stream()
                .filter(file -> file.name().equals(last.staged().name()))
                .findFirst();
        return there.isPresent() && haveSameBytes(last, there.get());
    }

    /**
     * Checks that a file which is there already is the one that was to be put there: then an earlier try had arrived after
     * all.
     *
     * @throws ConflictException if it is another one
     */
    void requireSame(Outbox.Item item, StagedSource source) throws IOException {
        StagedFile file = item.file();
        ReplicaFile there = new ReplicaFile(item.level(), file.name(), file.size(), file.created());
        boolean same =
                item.level() == Outbox.CAPTURE_LEVEL ? haveSameBytes(source, there) : haveSamePages(source, there);
        if (!same) {
            throw new ConflictException(replica.url() + ": " + there.display()
                    + " exists with other content: another process writes to this replica. Nothing more is uploaded;"
                    + " stop one of the two, or give each a replica of its own. What is not uploaded is in "
                    + file.path().getParent());
        }
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

    /** Two snapshots of one TXID differ in the time at which they were made, and in nothing else. */
    private boolean haveSamePages(StagedSource source, ReplicaFile there) throws IOException {
        try (InputStream ourBytes = source.open();
                InputStream theirBytes = replica.open(there, 0, -1);
                LtxReader ours = new LtxReader(ourBytes, source.staged().path().toString());
                LtxReader theirs = new LtxReader(theirBytes, there.display())) {
            boolean same = ours.header().commit() == theirs.header().commit();
            while (same && ours.nextPage()) {
                same = theirs.nextPage()
                        && ours.pageNumber() == theirs.pageNumber()
                        && Arrays.equals(ours.page(), theirs.page());
            }
            if (same) {
                theirs.finish();
            }
            return same;
        }
    }
}
