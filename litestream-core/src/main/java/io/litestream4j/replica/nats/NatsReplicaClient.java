package io.litestream4j.replica.nats;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaTimestamp;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.ObjectMeta;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A replica in a JetStream object store. The LTX time of a file is in its header {@code Litestream-Timestamp}.
 *
 * <p>Each listing reads the meta data of the whole bucket, some 400 bytes for each file of every level: the store knows no
 * prefixes.
 */
final class NatsReplicaClient implements ReplicaClient {

    private static final String TIMESTAMP = "Litestream-Timestamp";

    private final NatsBucket bucket;

    private NatsReplicaClient(NatsBucket bucket) {
        this.bucket = bucket;
    }

    static NatsReplicaClient create(ReplicaOptions options) {
        return new NatsReplicaClient(new NatsBucket(options));
    }

    @Override
    public ReplicaUrl url() {
        return bucket.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        return bucket.call("list level " + level + " of", ObjectStream::all).stream()
                .filter(StoredObject::isThere)
                .flatMap(object -> file(level, object.info()).stream())
                .filter(file -> !from.isAfter(file.name().min()))
                .sorted(Comparator.comparing(ReplicaFile::name))
                .toList();
    }

    private static Optional<ReplicaFile> file(int level, ObjectInfo info) {
        String prefix = ReplicaLayout.LTX_DIRECTORY.levelPrefix("", level);
        if (!info.getObjectName().startsWith(prefix)) {
            return Optional.empty();
        }
        return LtxFileName.parse(info.getObjectName().substring(prefix.length()))
                .map(name -> new ReplicaFile(level, name, info.getSize(), created(info)));
    }

    private static Instant created(ObjectInfo info) {
        return ReplicaTimestamp.parse(info.getHeaders().getLast(TIMESTAMP))
                .orElseGet(() -> info.getModified() == null
                        ? Instant.EPOCH
                        : info.getModified().toInstant());
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        String action = "read " + file.display() + " in";
        String name = objectName(file.level(), file.name());
        return bucket.call(
                        action,
                        stream -> ObjectReader.open(stream, name, offset, length, e -> bucket.failed(action, e)))
                .orElseThrow(() -> new ReplicaFileMissingException(file.display() + " is not in " + url()))
                .content();
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        ObjectMeta meta = ObjectMeta.builder(objectName(level, name))
                .headers(ChunkInputStream.markFull(new Headers().put(TIMESTAMP, ReplicaTimestamp.format(created))))
                .build();
        ObjectWriter writer = new ObjectWriter(meta, source, 0);
        if (bucket.call("write level " + level + " file " + name + " to", writer::write)
                .isEmpty()) {
            throw new ReplicaFileExistsException("level " + level + " file " + name + " is in " + url() + " already");
        }
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        for (ReplicaFile file : files) {
            bucket.call("delete " + file.display() + " in", stream -> {
                Optional<StoredObject> object = stream.find(objectName(file.level(), file.name()));
                if (object.isPresent()) {
                    stream.remove(object.get());
                }
                return object;
            });
        }
    }

    private static String objectName(int level, LtxFileName name) {
        return ReplicaLayout.LTX_DIRECTORY.fileName("", level, name);
    }

    @Override
    public SideObjects sideObjects() {
        return new NatsSideObjects(bucket);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
