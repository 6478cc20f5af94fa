package io.litestream4j.rollforward;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.DatabaseIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where a local database stands: the package's front door. Costs nothing as long as the machine has not started
 * anew since the last capture; else a listing of level 0, a small read for each capture that is missing locally, and the last
 * capture, or two if any is. Reads the WAL once. For one thread, before SQLite opens the database.
 */
public final class BehindCheck {

    /** A machine loses what it has not written for some seconds; this is many times as much. */
    private static final int MAX_HEADERS = 2000;

    private final ReplicaClient replica;

    /** Creates a check against a replica. */
    public BehindCheck(ReplicaClient replica) {
        this.replica = replica;
    }

    /**
     * Looks.
     *
     * @param database an existing database that nobody in this process has open
     * @param captured the file that was captured last; empty if that is not known
     * @param now the file that is there
     */
    public Standing look(Path database, Optional<DatabaseIdentity> captured, DatabaseIdentity now) throws IOException {
        if (captured.isEmpty()) {
            return new Standing.NotBehind("nothing was captured here before");
        }
        if (captured.get().isSameBoot(now)) {
            return new Standing.NotBehind("the machine has not started anew since the last capture");
        }
        if (!captured.get().mayBeSameFile(now)) {
            return new Standing.NotBehind("it is another file than the one that was captured");
        }
        List<ReplicaFile> captures = replica.list(ReplicaFile.CAPTURE_LEVEL, TxId.NONE).stream()
                .sorted(Comparator.comparing(ReplicaFile::name).reversed())
                .toList();
        if (captures.isEmpty()) {
            return new Standing.NotBehind("the replica holds no captures");
        }
        try (LocalDatabase local = LocalDatabase.read(database)) {
            return local.end().isPresent()
                    ? search(local, local.end().get(), captures)
                    : new Standing.Unclear("there is no WAL");
        }
    }

    private Standing search(LocalDatabase local, WalEnd end, List<ReplicaFile> newestFirst) throws IOException {
        StandingSearch search = new StandingSearch(end);
        ReplicaFile newest = newestFirst.get(0);
        ReplicaFile next = newest;
        for (ReplicaFile file : newestFirst.subList(0, Math.min(newestFirst.size(), MAX_HEADERS))) {
            if (!file.equals(newest)
                    && !file.name().max().next().equals(next.name().min())) {
                return new Standing.Unclear("the replica lacks the TXIDs before " + next.name());
            }
            switch (search.take(header(file))) {
                case UP_TO_DATE -> {
                    return new Ancestry(local, end, replica).isShown(newest)
                            ? new Standing.UpToDate(newest.name().max())
                            : new Standing.Unclear(
                                    "it does not hold TXID " + newest.name().max());
                }
                case FOUND -> {
                    return new Ancestry(local, end, replica).isShown(file, next)
                            ? new Standing.Behind(
                                    file.name().max(), newest.name().max())
                            : new Standing.Unclear("it has commits of its own behind TXID "
                                    + file.name().max());
                }
                case HOPELESS -> {
                    return new Standing.Unclear("its WAL is not the one that was captured");
                }
                case OLDER -> next = file;
            }
        }
        return new Standing.Unclear("none of the replica's last captures is from its WAL");
    }

    private LtxHeader header(ReplicaFile file) throws IOException {
        try (InputStream in = replica.open(file, 0, LtxHeader.SIZE)) {
            byte[] bytes = in.readNBytes(LtxHeader.SIZE);
            if (bytes.length < LtxHeader.SIZE) {
                throw new EOFException(file.display() + " is shorter than a header");
            }
            return LtxHeader.load(ByteBuffer.wrap(bytes), file.display());
        }
    }
}
