package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import java.time.Instant;
import java.util.List;

/** What a restore reads, and what it reaches. */
public sealed interface RestorePlan permits LtxPlan, V03RestorePlan {

    /** Returns what is read, in the order of history; newer files may make older ones needless. At least one. */
    List<PlannedFile> plannedFiles();

    /** Returns the TXID that is reached; {@link TxId#NONE} from a backup of Litestream 0.3, which knows none. */
    TxId txId();

    /** Returns the time of what is reached, as the listing shows it. */
    Instant time();

    /** Returns the sum of the files' sizes in bytes. */
    default long bytes() {
        return plannedFiles().stream().mapToLong(PlannedFile::size).sum();
    }

    /** Returns the plan for people to read, one line for the result and one for each file. */
    default String describe() {
        List<PlannedFile> files = plannedFiles();
        StringBuilder text = new StringBuilder((txId().isNone() ? "Litestream 0.3, state" : "TXID " + txId()) + " of "
                + time() + " from " + files.size() + " files with " + bytes() + " bytes:");
        for (PlannedFile file : files) {
            text.append("\n  ").append(file.name());
            text.append(", ").append(file.size()).append(" bytes, ").append(file.created());
        }
        return text.toString();
    }
}
