package io.litestream4j.upload;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the snapshot thread of one database does: it puts staged snapshots into the replica, so that captures do not have to
 * wait behind them. {@link #end()} may be called by any thread.
 */
public final class SnapshotUpload implements Runnable {

    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final StagingDirectory snapshots;
    private final UploadListener listener;
    private final StagedUpload upload;
    private final RetryLoop loop;

    /** Creates a loop that has not begun. */
    public SnapshotUpload(ReplicaClient replica, Outbox outbox, StagingDirectory snapshots, UploadListener listener) {
        this.outbox = outbox;
        this.snapshots = snapshots;
        this.listener = listener;
        this.upload = new StagedUpload(replica, snapshots);
        this.loop = new RetryLoop(outbox, listener);
    }

    /** Ends the loop after the upload under way. */
    public void end() {
        loop.end();
    }

    @Override
    public void run() {
        loop.run(this::uploadNext);
    }

    private void uploadNext() throws IOException {
        Optional<Outbox.Item> next = outbox.nextSnapshot(IDLE);
        if (next.isPresent()) {
            Outbox.Item item = next.get();
            listener.uploaded(item, upload.put(item));
            snapshots.discard(item.file().name());
            outbox.remove(item);
        }
    }
}
