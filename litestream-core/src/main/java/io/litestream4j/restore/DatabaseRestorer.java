package io.litestream4j.restore;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Deadline;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.restore.fetch.Retries;
import io.litestream4j.restore.fetch.WorkerPool;
import io.litestream4j.restore.fetch.Workers;
import io.litestream4j.restore.pages.PageRestorer;
import io.litestream4j.restore.v03.V03Choice;
import io.litestream4j.restore.v03.V03File;
import io.litestream4j.restore.v03.V03GapException;
import io.litestream4j.restore.v03.V03Planner;
import io.litestream4j.restore.v03.V03Restorer;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a plan and carries it out. For one restore by one thread, which has others work for it. */
final class DatabaseRestorer {

    private static final Logger log = LoggerFactory.getLogger(DatabaseRestorer.class);

    private final ReplicaReader reader;
    private final WorkerPool pool;
    private final ReadOptions options;
    private final ProgressMeter progress;
    private int files;
    private TxId replicaEnd = TxId.NONE;

    /**
     * How files are read.
     *
     * @param parallelism number of threads, each with one request under way at most
     * @param verifyAll whether no page is taken from a file whose checksum is not checked
     */
    record ReadOptions(int parallelism, boolean verifyAll) {}

    /**
     * What a restore has reached, by the files themselves.
     *
     * @param txId the TXID
     * @param time its time
     */
    record Reached(TxId txId, Instant time) {

        static Reached by(LtxHeader newest) {
            return new Reached(newest.maxTxId(), Instant.ofEpochMilli(newest.timestampMillis()));
        }
    }

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

    /**
     * Lists once, and plans how to go on from a state that was reached before.
     *
     * @see RestorePlanner#planFrom
     */
    Optional<List<ReplicaFile>> planFrom(ReplicaFile reached) throws IOException {
        return RestorePlanner.planFrom(reader.list(), reached);
    }

    /** Reads the mark, if it is one, lists everything once, and plans. */
    RestorePlan plan(RestoreTarget target) throws IOException {
        if (target instanceof RestoreTarget.AtMark mark) {
            return plan(mark.name(), txId(mark));
        }
        return plan((RestoreTarget.Point) target);
    }

    private RestorePlan plan(String mark, TxId txId) throws IOException {
        try {
            return plan(new RestoreTarget.AtTxId(txId));
        } catch (RestoreException e) {
            throw new RestoreException(
                    e.reason(), "the mark " + mark + " is of TXID " + txId + ", but " + e.getMessage());
        }
    }

    private TxId txId(RestoreTarget.AtMark target) throws IOException {
        return reader.mark(target.name())
                .map(Mark::txId)
                .orElseThrow(() -> new RestoreException(
                        Reason.MARK_NOT_AVAILABLE,
                        "the replica holds no mark named " + target.name() + "; look at its marks for the right name"));
    }

    private RestorePlan plan(RestoreTarget.Point target) throws IOException {
        List<ReplicaFile> listing = reader.list();
        replicaEnd = listing.stream()
                .map(file -> file.name().max())
                .max(Comparator.naturalOrder())
                .orElse(TxId.NONE);
        if (target instanceof RestoreTarget.AtTxId) {
            return RestorePlanner.plan(listing, target);
        }
        Instant time = target instanceof RestoreTarget.AtTime at ? at.time() : null;
        List<ReplicaFile> files = time == null ? listing : reader.withLtxTimes(listing, time);
        List<V03File> old = reader.listObjects(V03File.PREFIX).stream()
                .flatMap(object -> V03File.of(object).stream())
                .toList();
        if (V03Choice.prefersOld(old, files, time)) {
            log.info("The backup of Litestream 0.3 is restored{}", files.isEmpty() ? "" : ": LTX files are older");
            return planOld(old, time);
        }
        return RestorePlanner.plan(files, target);
    }

    private static RestorePlan planOld(List<V03File> old, @Nullable Instant time) throws RestoreException {
        try {
            return new V03RestorePlan(V03Planner.plan(old, time)
                    .orElseThrow(() -> new RestoreException(
                            time == null ? Reason.GAP : Reason.TIMESTAMP_NOT_AVAILABLE,
                            "the backup of Litestream 0.3 holds no snapshot"
                                    + (time == null ? "" : " from before " + time))));
        } catch (V03GapException e) {
            throw gap(e);
        }
    }

    private static RestoreException gap(V03GapException e) {
        return new RestoreException(Reason.GAP, String.valueOf(e.getMessage()));
    }

    /**
     * Writes and syncs the database.
     *
     * @throws io.litestream4j.replica.ReplicaFileMissingException if a file of the plan is gone; a new plan can help
     * @throws io.litestream4j.io.CorruptDataException if a file is damaged; nothing that was written may be used then
     */
    Reached write(RestorePlan plan, RestoredFile file) throws IOException {
        progress.begin(plan.bytes());
        return plan instanceof LtxPlan ltx ? Reached.by(writeLtx(ltx, file)) : writeOld((V03RestorePlan) plan, file);
    }

    /** Writes and syncs the database, and returns the header of the newest file; otherwise as {@link #write}. */
    LtxHeader writeLtx(LtxPlan plan, RestoredFile file) throws IOException {
        try (PositionalOutput output = file.open();
                Workers workers = new Workers(pool, options.parallelism())) {
            PageRestorer pages = pages(output, workers);
            LtxHeader reached = pages.write(newestFirst(plan.files()));
            files += pages.files();
            return reached;
        }
    }

    /**
     * Applies newer files to a database that was written before, and syncs it; otherwise as {@link #writeLtx}.
     *
     * @param newer what {@link #planFrom} returned, and more than nothing
     * @param base the header of the newest file that was written before
     */
    LtxHeader update(List<ReplicaFile> newer, RestoredFile file, LtxHeader base) throws IOException {
        try (PositionalOutput output = file.openAgain();
                Workers workers = new Workers(pool, options.parallelism())) {
            PageRestorer pages = pages(output, workers);
            LtxHeader reached = pages.update(newestFirst(newer), base);
            files += pages.files();
            return reached;
        }
    }

    private PageRestorer pages(PositionalOutput output, Workers workers) {
        return new PageRestorer(reader, workers, output, options.verifyAll(), progress::spared);
    }

    private static List<ReplicaFile> newestFirst(List<ReplicaFile> files) {
        List<ReplicaFile> reversed = new ArrayList<>(files);
        Collections.reverse(reversed);
        return reversed;
    }

    private Reached writeOld(V03RestorePlan plan, RestoredFile file) throws IOException {
        try {
            new V03Restorer(reader, file.directory(), file.clear()).write(plan.plan());
        } catch (V03GapException e) {
            throw gap(e);
        }
        files += plan.plannedFiles().size();
        return new Reached(plan.txId(), plan.time());
    }

    /** Returns the number of bytes read so far, also by plans that failed. */
    long bytes() {
        return progress.bytes();
    }

    /** Returns the number of files that were read. */
    int files() {
        return files;
    }

    /** Returns the highest TXID that the replica held when it was planned; none if only Litestream 0.3 had written to it. */
    TxId replicaEnd() {
        return replicaEnd;
    }
}
