package io.litestream4j.replica;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Whatever lies below a replica's path, by the names that the store knows: for reading what other programs have written
 * there. Nothing is ever written or deleted by this. The errors are those of {@link ReplicaClient}. Safe for use by several
 * threads.
 */
public interface ReplicaObjects {

    /** No objects, for stores in which no other program writes. */
    ReplicaObjects NONE = new ReplicaObjects() {
        @Override
        public List<ReplicaObject> list(String prefix) {
            return List.of();
        }

        @Override
        public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
            throw new ReplicaFileMissingException(object.name());
        }
    };

    /**
     * Lists objects at any depth, in no particular order; an absent prefix is empty.
     *
     * @param prefix what the names begin with, up to and including a slash
     */
    List<ReplicaObject> list(String prefix) throws IOException;

    /**
     * Opens a range of an object; the caller closes the stream.
     *
     * @param offset first byte
     * @param length number of bytes, at least 1
     * @throws ReplicaFileMissingException if there is no such object
     */
    InputStream open(ReplicaObject object, long offset, long length) throws IOException;
}
