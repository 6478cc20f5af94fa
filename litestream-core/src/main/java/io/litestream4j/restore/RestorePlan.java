package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.time.Instant;
import java.util.List;

/**
 * What a restore reads, and what it reaches.
 *
 * @param files at least one, in the order of their TXIDs: each begins where the one before ends, or overlaps it
 */
public record RestorePlan(List<ReplicaFile> files) {

    /** Checks that there is something to do. */
    public RestorePlan {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a plan without files");
        }
    }

    /** Returns the TXID that is reached. */
    public TxId txId() {
        return last().name().max();
    }

    /** Returns the time of that TXID, as the listing shows it. */
    public Instant time() {
        return last().created();
    }

    /** Returns the sum of the files' sizes in bytes. */
    public long bytes() {
        return files.stream().mapToLong(ReplicaFile::size).sum();
    }

    private ReplicaFile last() {
        return files.get(files.size() - 1);
    }

    /** Returns the plan for people to read, one line for the result and one for each file. */
    public String describe() {
        StringBuilder text = new StringBuilder(
                "TXID " + txId() + " of " + time() + " from " + files.size() + " files with " + bytes() + " bytes:");
        for (ReplicaFile file : files) {
            text.append("\n  ").append(file.display());
            text.append(", ").append(file.size()).append(" bytes, ").append(file.created());
        }
        return text.toString();
    }
}
