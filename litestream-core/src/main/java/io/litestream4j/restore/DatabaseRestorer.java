package io.litestream4j.restore;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.io.PositionalOutput;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out a plan: reads the files from the newest to the oldest and writes each page when it is met first, so that its
 * newest version stays. When all pages are there, the older files are not read at all.
 *
 * <p>Two files are open at most, and memory is bounded by 2 MiB and one bit for each page, however many files the plan has
 * and whatever is in them. For one restore by one thread.
 */
final class DatabaseRestorer {

    private final ReplicaClient client;
    private final Retries retries;
    private final Deadline deadline;
    private final RestoreProgress progress;

    private long bytes;
    private int files;

    DatabaseRestorer(ReplicaClient client, Retries retries, Deadline deadline, RestoreProgress progress) {
        this.client = client;
        this.retries = retries;
        this.deadline = deadline;
        this.progress = progress;
    }

    /** Lists all levels, once each, and plans. */
    RestorePlan plan(RestoreTarget target) throws IOException {
        List<ReplicaFile> listing = new ArrayList<>();
        for (int level = ReplicaFile.CAPTURE_LEVEL; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            deadline.check();
            int current = level;
            listing.addAll(retries.call(() -> client.list(current, TxId.NONE)));
        }
        return RestorePlanner.plan(timed(listing, target), target);
    }

    private List<ReplicaFile> timed(List<ReplicaFile> listing, RestoreTarget target) throws IOException {
        return target instanceof RestoreTarget.AtTime at
                ? retries.call(() -> client.withLtxTimes(listing, at.time()))
                : listing;
    }

    /**
     * Writes and syncs the database.
     *
     * @return the header of the newest file, which says what was reached
     * @throws io.litestream4j.replica.ReplicaFileMissingException if a file of the plan is gone; a new plan can help
     * @throws CorruptDataException if a file is damaged; nothing that was written may be used then
     */
    LtxHeader write(RestorePlan plan, PositionalOutput output) throws IOException {
        List<ReplicaFile> planned = plan.files();
        try (LtxReader newest = open(planned.get(planned.size() - 1), plan.bytes())) {
            LtxHeader header = newest.header();
            if (header.commit() == 0) {
                throw new CorruptDataException(
                        Problem.BAD_HEADER, newest.resource(), 12, "a database without pages cannot be restored");
            }
            DatabasePages pages = new DatabasePages(output, new PageSize(header.pageSize()), header.commit());
            copy(newest, pages);
            for (int i = planned.size() - 2; i >= 0 && pages.missing() > 0; i--) {
                try (LtxReader older = open(planned.get(i), plan.bytes())) {
                    copy(older, pages);
                }
            }
            finish(newest, pages, output);
            return header;
        }
    }

    private LtxReader open(ReplicaFile file, long total) throws IOException {
        InputStream in = new ResumingInputStream(client, file, retries, deadline, count -> {
            bytes += count;
            progress.onProgress(bytes, total);
        });
        files++;
        try {
            LtxReader reader = new LtxReader(in, file.display());
            reader.requireName(file.name());
            return reader;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static void copy(LtxReader reader, DatabasePages pages) throws IOException {
        if (reader.header().pageSize() != pages.pageSize().bytes()) {
            throw new CorruptDataException(
                    Problem.BAD_HEADER,
                    reader.resource(),
                    8,
                    "page size " + reader.header().pageSize() + ", but newer files have "
                            + pages.pageSize().bytes());
        }
        while (reader.nextPage()) {
            pages.add(reader.pageNumber(), reader.page());
        }
        // Everything read so far is only now known to be right.
        reader.finish();
    }

    private static void finish(LtxReader newest, DatabasePages pages, PositionalOutput output) throws IOException {
        if (pages.missing() > 0) {
            throw new CorruptDataException(
                    Problem.INCOMPLETE_SNAPSHOT,
                    newest.resource(),
                    -1,
                    pages.missing() + " pages of the database are neither in this file nor in those before it");
        }
        pages.finish();
        output.sync();
    }

    /** Returns the number of bytes read so far, also by plans that failed. */
    long bytes() {
        return bytes;
    }

    /** Returns the number of files read so far, also by plans that failed. */
    int files() {
        return files;
    }
}
