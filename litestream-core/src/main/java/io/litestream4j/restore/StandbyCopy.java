package io.litestream4j.restore;

import io.litestream4j.restore.DatabaseRestorer.Reached;
import io.litestream4j.status.RestoreResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of a replica to which somebody else still writes, under a temporary name beside the database's. So that
 * a process that waits for its turn has restored already, and only has to catch up when the other has ended.
 *
 * <p>It is no database before it is published: whenever this process dies, what is left is a file that the next restore
 * deletes. For one thread.
 */
public final class StandbyCopy implements Closeable {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();

    private final ReplicaRestore restore;
    private final Path database;
    private final RestoreSettings settings;
    private @Nullable RestoredFile file;
    private @Nullable StandbyState state;

    /**
     * Creates a copy that holds nothing.
     *
     * @param restore restores from the replica
     * @param request says where the database will be, and how it is restored
     */
    public StandbyCopy(ReplicaRestore restore, RestoreRequest request) {
        this.restore = restore;
        this.database = request.database();
        this.settings = request.settings();
    }

    /**
     * Brings the copy to the newest state: all of it the first time, and when the replica's history is not known to be the
     * copy's any more; else what is new.
     *
     * @throws RestoreException if the replica holds no complete state, or if it takes too long
     * @throws IOException if anything else fails; the next time begins anew
     */
    void refresh() throws IOException {
        refresh(restore.restoration(database, LATEST, settings));
    }

    private StandbyState refresh(Restoration restoration) throws IOException {
        StandbyState before = state;
        state = null;
        if (file == null) {
            file = RestoredFile.create(database);
        }
        StandbyState now = restoration.refresh(file, before);
        state = now;
        return now;
    }

    /** Returns whether there is something to go on from. */
    boolean isReady() {
        return state != null;
    }

    /**
     * Brings the copy to the newest state, checks it and makes it the database. The result counts what was read now.
     *
     * @param room takes away what is in the way
     */
    RestoreResult publish(Restoration.Room room) throws IOException {
        Restoration restoration = restore.restoration(database, LATEST, settings);
        StandbyState reached = refresh(restoration);
        RestoredFile complete = file;
        if (complete == null) {
            throw new IllegalStateException("the copy was closed");
        }
        return restoration.finish(database, complete, Reached.by(reached.newest()), room);
    }

    /** Deletes the copy unless it was published. */
    @Override
    public void close() throws IOException {
        RestoredFile open = file;
        file = null;
        state = null;
        if (open != null) {
            open.close();
        }
    }
}
