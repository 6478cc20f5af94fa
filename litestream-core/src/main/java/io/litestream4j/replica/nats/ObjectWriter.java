package io.litestream4j.replica.nats;

import io.litestream4j.replica.UploadSource;
import io.nats.client.JetStreamApiException;
import io.nats.client.NUID;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.ObjectMeta;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Writes one object, so that it is there complete or not at all, and only if nobody else was faster: first the chunks under
 * a subject of their own, then the meta message, which the server takes only if the last one about the name is still the
 * expected one.
 *
 * <p>May be asked several times. A try whose answer did not come may have arrived all the same: then the object that is
 * there bears the mark of one of our tries, and that is success. Chunks of tries that cannot succeed any more are purged;
 * those of a try of which nobody knows are left, for its meta message may be under way. Not safe for use by several
 * threads.
 */
final class ObjectWriter {

    private static final int WRONG_LAST_SEQUENCE = 10071;

    private final ObjectMeta meta;
    private final UploadSource source;
    private final long expected;
    private final List<String> tried = new ArrayList<>();

    /**
     * Prepares a writer.
     *
     * @param expected the sequence of the object that is to be replaced, 0 if there must be none
     */
    ObjectWriter(ObjectMeta meta, UploadSource source, long expected) {
        this.meta = meta;
        this.source = source;
        this.expected = expected;
    }

    /** Writes the object; empty if another one is there. */
    Optional<StoredObject> write(ObjectStream stream) throws Exception {
        Optional<StoredObject> earlier = tried.isEmpty() ? Optional.empty() : ours(stream);
        Optional<StoredObject> written = earlier.isPresent() ? earlier : publish(stream);
        for (String nuid : tried) {
            if (written.isEmpty() || !written.get().nuid().equals(nuid)) {
                stream.purgeChunks(nuid);
            }
        }
        return written;
    }

    private Optional<StoredObject> ours(ObjectStream stream) throws Exception {
        return stream.find(meta.getObjectName()).filter(object -> tried.contains(object.nuid()));
    }

    private Optional<StoredObject> publish(ObjectStream stream) throws Exception {
        ObjectInfo info = publishChunks(stream);
        try {
            return Optional.of(new StoredObject(info, stream.publishMeta(info, expected)));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
                throw e;
            }
        }
        Optional<StoredObject> there = stream.find(meta.getObjectName());
        if (there.isPresent() && tried.contains(there.get().nuid())) {
            return there;
        }
        // Litestream leaves a mark when it deletes: where one is, the name is free.
        boolean free = expected == 0 && there.isPresent() && there.get().info().isDeleted();
        return free ? publishOverMark(stream, info, there.get().sequence()) : Optional.empty();
    }

    private static Optional<StoredObject> publishOverMark(ObjectStream stream, ObjectInfo info, long mark)
            throws Exception {
        try {
            return Optional.of(new StoredObject(info, stream.publishMeta(info, mark)));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ObjectInfo publishChunks(ObjectStream stream) throws Exception {
        String nuid = NUID.nextGlobal();
        tried.add(nuid);
        int chunkSize = stream.session().chunkSize();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Queue<CompletableFuture<PublishAck>> underWay = new ArrayDeque<>();
        long size = 0;
        long chunks = 0;
        try (InputStream in = open()) {
            for (byte[] chunk = read(in, chunkSize); chunk.length > 0; chunk = read(in, chunkSize)) {
                digest.update(chunk);
                size += chunk.length;
                chunks++;
                if (underWay.size() >= stream.settings().concurrency()) {
                    stream.await(underWay.remove());
                }
                underWay.add(stream.publishChunk(nuid, chunk));
            }
        }
        for (CompletableFuture<PublishAck> acknowledgement : underWay) {
            stream.await(acknowledgement);
        }
        if (size != source.size()) {
            stream.purgeChunks(nuid);
            throw new LocalFailure(new IOException("the source has " + size + " bytes, expected " + source.size()));
        }
        return ObjectInfo.builder(stream.settings().bucket(), meta)
                .nuid(nuid)
                .size(size)
                .chunks(chunks)
                .chunkSize(chunkSize)
                .digest("SHA-256=" + Base64.getUrlEncoder().encodeToString(digest.digest()))
                .build();
    }

    private InputStream open() throws LocalFailure {
        try {
            return source.open();
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
    }

    private static byte[] read(InputStream in, int size) throws LocalFailure {
        try {
            return in.readNBytes(size);
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
    }
}
