package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files of replicas in few words. */
final class Files {

    static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

    private Files() {}

    /** A file whose time is now. */
    static ReplicaFile file(int level, long min, long max) {
        return file(level, min, max, Duration.ZERO);
    }

    static ReplicaFile file(int level, long min, long max, Duration age) {
        LtxFileName name = new LtxFileName(new TxId(min), new TxId(max));
        return new ReplicaFile(level, name, 100, NOW.minus(age));
    }

    static ReplicaFile snapshot(long max, Duration age) {
        return file(ReplicaFile.SNAPSHOT_LEVEL, 1, max, age);
    }

    /** One file of level 0 for each TXID. */
    static List<ReplicaFile> captures(long first, long last) {
        List<ReplicaFile> files = new ArrayList<>();
        for (long txId = first; txId <= last; txId++) {
            files.add(file(0, txId, txId));
        }
        return files;
    }

    static Contents contents(ReplicaFile... files) {
        return Contents.of(List.of(files));
    }

    static Contents contents(List<ReplicaFile> some, ReplicaFile... others) {
        List<ReplicaFile> files = new ArrayList<>(some);
        files.addAll(List.of(others));
        return Contents.of(files);
    }
}
