package io.litestream4j.compaction;

import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.status.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hears what the upkeep of a replica has done, and does for it what it cannot do. On the thread that carries it out. */
public interface UpkeepListener {

    /**
     * Files were merged.
     *
     * @param file the new file
     * @param sources the files that are in it
     */
    void compacted(ReplicaFile file, List<ReplicaFile> sources, Duration duration);

    /** So many files are not kept any longer, and are about to be deleted; zero if there are none. */
    void toDelete(int files);

    /** Files were deleted. */
    void deleted(List<ReplicaFile> files);

    /** Files are missing, for good: some points in time are lost. */
    void gap(String message);

    /**
     * Asks for a snapshot; returns without waiting for it.
     *
     * @param reason why, for a person
     * @return is done when the snapshot is in the replica
     */
    CompletableFuture<?> snapshot(String reason);

    /**
     * Somebody else writes to this replica; nothing is done any more.
     *
     * @param reason what was found, for a person
     */
    void fenced(String reason);

    /** Something failed, and is tried again later. */
    void failed(Stage stage, Exception failure);

    /**
     * It has worked, or there was nothing to do. Not told of {@link Stage#SNAPSHOT}: whether a snapshot arrives, others know.
     */
    void recovered(Stage stage);
}
