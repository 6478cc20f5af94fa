package io.litestream4j.replica.nats;

import java.io.InputStream;
import java.util.Optional;

/**
 * An object that is being read.
 *
 * @param object what was found under the name
 * @param content its bytes; the caller closes it
 */
record ObjectReader(StoredObject object, InputStream content) {

    /**
     * Opens a range of an object; empty if there is no object of that name.
     *
     * @param length number of bytes, or -1 for all up to the end
     */
    static Optional<ObjectReader> open(
            ObjectStream stream, String name, long offset, long length, ChunkInputStream.Failures failures)
            throws Exception {
        Optional<StoredObject> object = stream.find(name).filter(StoredObject::isThere);
        while (object.isPresent()) {
            StoredObject found = object.get();
            try {
                return Optional.of(
                        new ObjectReader(found, ChunkInputStream.open(stream, found, offset, length, failures)));
            } catch (LocalFailure e) {
                // Its chunks are gone: was it replaced or deleted since it was found?
                object = stream.find(name).filter(StoredObject::isThere);
                if (object.isPresent() && object.get().sequence() == found.sequence()) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }
}
