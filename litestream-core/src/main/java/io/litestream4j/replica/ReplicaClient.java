package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Code that talks to one kind of store.
 *
 * <ol>
 *   <li>A file is visible complete or not at all.
 *   <li>{@link #create} never replaces: of several writers of one name exactly one succeeds, the others get a
 *       {@link ReplicaFileExistsException}.
 *   <li>When {@link #create} returns, the file survives whatever the store survives.
 *   <li>A listing that starts after {@link #create} has returned shows the file.
 *   <li>Names that are not those of LTX files are left alone and never listed.
 *   <li>An absent prefix is an empty replica for {@link #list}; a store that cannot be reached is never taken for an
 *       empty one: that is a {@link ReplicaUnavailableException}.
 *   <li>Every other failure is an {@link IOException} that names the object and what the store said, without secrets.
 *   <li>A request that may have arrived although no answer came is sent again under the same name, never under another:
 *       {@link #create} may then find its own file, and throws {@link ReplicaFileExistsException}; the caller compares
 *       content.
 *   <li>Every request ends: after its time-outs and tries, or soon after its thread is interrupted, as a
 *       {@link java.io.InterruptedIOException} with the thread's interrupt status set.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public interface ReplicaClient extends Closeable {

    /** Returns the URL of the replica, for example with its secrets masked in {@link ReplicaUrl#toString()}. */
    ReplicaUrl url();

    /**
     * Lists the files of one level whose first TXID is {@code from} or later, ordered by name.
     *
     * @param level 0 to 9
     * @param from lowest first TXID to list; {@link TxId#NONE} for all
     */
    List<ReplicaFile> list(int level, TxId from) throws IOException;

    /**
     * Returns files of listings with their LTX times, wherever that may decide whether they are from before an instant: some
     * stores list only when a file was stored, and have to be asked for each. The order is not kept.
     *
     * @param listed what {@link #list} has returned, of any levels
     * @param around the instant
     */
    default List<ReplicaFile> withLtxTimes(List<ReplicaFile> listed, Instant around) throws IOException {
        return listed;
    }

    /**
     * Opens a range of a file; the caller closes the stream.
     *
     * @param offset first byte
     * @param length number of bytes, or -1 for all up to the end
     * @throws ReplicaFileMissingException if there is no such file
     */
    InputStream open(ReplicaFile file, long offset, long length) throws IOException;

    /**
     * Stores a new file.
     *
     * @param level 0 to 9
     * @param created the LTX time, kept in milliseconds or better where the store has room for it
     * @throws ReplicaFileExistsException if the name is taken
     */
    void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException;

    /** Deletes files; those that are missing are fine. */
    void delete(Collection<ReplicaFile> files) throws IOException;

    /** Returns the small objects beside the files; closed with this client. */
    SideObjects sideObjects();

    /** Returns everything below the replica's path, whoever wrote it; closed with this client. */
    default ReplicaObjects objects() {
        return ReplicaObjects.NONE;
    }
}
