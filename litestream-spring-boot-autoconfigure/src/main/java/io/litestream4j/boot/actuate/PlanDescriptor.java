package io.litestream4j.boot.actuate;

import io.litestream4j.restore.PlannedFile;
import io.litestream4j.restore.RestorePlan;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What a restore would read and reach.
 *
 * @param database name of the database
 * @param txid TXID that would be reached, as 16 hex digits; all zeros from a backup of Litestream 0.3
 * @param time time of that TXID
 * @param bytes size of all files; a restore reads less where newer files replace pages of older ones
 * @param files the files, in the order of history
 */
public record PlanDescriptor(String database, String txid, Instant time, long bytes, List<FileDescriptor> files)
        implements OperationResponseBody {

    /**
     * A file of the replica.
     *
     * @param name its name in the replica
     * @param bytes its size
     * @param time time of its last TXID
     */
    public record FileDescriptor(String name, long bytes, Instant time) {

        static FileDescriptor of(PlannedFile file) {
            return new FileDescriptor(file.name(), file.size(), file.created());
        }
    }

    static PlanDescriptor of(String database, RestorePlan plan) {
        return new PlanDescriptor(
                database,
                plan.txId().toString(),
                plan.time(),
                plan.bytes(),
                plan.plannedFiles().stream().map(FileDescriptor::of).toList());
    }
}
