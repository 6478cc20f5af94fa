package io.litestream4j.replica;

import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** Looks where the history in a replica ends. */
public final class ReplicaEnd {

    private ReplicaEnd() {}

    /** Lists every level once and returns the file with the highest TXID, of the lowest level; empty if there is none. */
    public static Optional<ReplicaFile> newest(ReplicaClient replica) throws IOException {
        Optional<ReplicaFile> newest = Optional.empty();
        for (int level = ReplicaFile.SNAPSHOT_LEVEL; level >= ReplicaFile.CAPTURE_LEVEL; level--) {
            Optional<ReplicaFile> end = replica.list(level, TxId.NONE).stream()
                    .max(Comparator.comparing(file -> file.name().max()));
            if (end.isPresent() && !last(newest).isAfter(last(end))) {
                newest = end;
            }
        }
        return newest;
    }

    /** Returns the last TXID of a file; none if there is no file. */
    public static TxId last(Optional<ReplicaFile> file) {
        return file.map(found -> found.name().max()).orElse(TxId.NONE);
    }
}
