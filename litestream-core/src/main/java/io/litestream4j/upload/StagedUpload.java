package io.litestream4j.upload;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.time.Duration;

/** Puts staged files into a replica. Not safe for use by several threads. */
final class StagedUpload {

    private final ReplicaClient replica;
    private final StagingDirectory staging;
    private final UploadListener listener;
    private final Comparison comparison;

    StagedUpload(ReplicaClient replica, StagingDirectory staging, UploadListener listener) {
        this.replica = replica;
        this.staging = staging;
        this.listener = listener;
        this.comparison = new Comparison(replica);
    }

    /** Puts a file there and returns how long it took. */
    Duration put(Outbox.Item item) throws IOException {
        long begin = System.nanoTime();
        StagedSource source = new StagedSource(staging, item.file());
        try {
            replica.create(item.level(), item.file().name(), item.file().created(), source);
        } catch (ReplicaFileExistsException e) {
            requireSame(item, source);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Sees whether a file that is there already is the one that was to be put there: an earlier try had arrived then. */
    private void requireSame(Outbox.Item item, StagedSource source) throws IOException {
        StagedFile file = item.file();
        ReplicaFile there = new ReplicaFile(item.level(), file.name(), file.size(), file.created());
        if (!comparison.agree(source, there)) {
            throw new FencedException(replica.url() + ": " + there.display()
                    + " exists with other content: another process writes to this replica. Nothing more is uploaded; what"
                    + " is not uploaded is in " + file.path().getParent());
        }
        listener.found(there);
    }
}
