package io.litestream4j.restore;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.fetch.Deadline;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.restore.fetch.Retries;
import io.litestream4j.restore.fetch.WorkerPool;
import io.litestream4j.restore.fetch.Workers;
import io.litestream4j.restore.pages.PageRestorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes a plan and carries it out. For one restore by one thread, which has others work for it. */
final class DatabaseRestorer {

    private final ReplicaReader reader;
    private final WorkerPool pool;
    private final ReadOptions options;
    private final ProgressMeter progress;
    private int files;

    /**
     * How files are read.
     *
     * @param parallelism number of threads, each with one request under way at most
     * @param verifyAll whether no page is taken from a file whose checksum is not checked
     */
    record ReadOptions(int parallelism, boolean verifyAll) {}

    DatabaseRestorer(
            ReplicaClient client,
            Retries retries,
            Deadline deadline,
            WorkerPool pool,
            ReadOptions options,
            RestoreProgress listener) {
        this.progress = new ProgressMeter(listener);
        this.reader = new ReplicaReader(client, retries, deadline, progress::arrived);
        this.pool = pool;
        this.options = options;
    }

    /** Lists all levels, once each, and plans. */
    LtxPlan plan(RestoreTarget target) throws IOException {
        List<ReplicaFile> listing = reader.list();
        return RestorePlanner.plan(
                target instanceof RestoreTarget.AtTime at ? reader.withLtxTimes(listing, at.time()) : listing, target);
    }

    /**
     * Writes and syncs the database.
     *
     * @return the header of the newest file, which says what was reached
     * @throws io.litestream4j.replica.ReplicaFileMissingException if a file of the plan is gone; a new plan can help
     * @throws io.litestream4j.io.CorruptDataException if a file is damaged; nothing that was written may be used then
     */
    LtxHeader write(LtxPlan plan, PositionalOutput output) throws IOException {
        List<ReplicaFile> newestFirst = new ArrayList<>(plan.files());
        Collections.reverse(newestFirst);
        progress.begin(plan.bytes());
        try (Workers workers = new Workers(pool, options.parallelism())) {
            PageRestorer pages = new PageRestorer(reader, workers, output, options.verifyAll(), progress::spared);
            LtxHeader reached = pages.write(newestFirst);
            files += pages.files();
            return reached;
        }
    }

    /** Returns the number of bytes read so far, also by plans that failed. */
    long bytes() {
        return progress.bytes();
    }

    /** Returns the number of files that were read. */
    int files() {
        return files;
    }
}
