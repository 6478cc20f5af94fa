package io.litestream4j.replica.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaTimestamp;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.replica.UploadStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A replica in a bucket of Google Cloud Storage. */
final class GcsReplicaClient implements ReplicaClient {

    private static final String TIMESTAMP = "litestream-timestamp";

    private final ReplicaUrl url;
    private final GcsLocation location;
    private final GcsConnection connection;
    private final GcsRequests requests;
    private final GcsTransfer transfer;
    private final GcsReads reads;
    private final GcsUpload upload;

    GcsReplicaClient(
            ReplicaUrl url,
            GcsLocation location,
            GcsConnection connection,
            GcsRequests requests,
            GcsTransfer transfer) {
        this.url = url;
        this.location = location;
        this.connection = connection;
        this.requests = requests;
        this.transfer = transfer;
        this.reads = new GcsReads(url, connection, requests);
        this.upload = new GcsUpload(transfer);
    }

    @Override
    public ReplicaUrl url() {
        return url;
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        String prefix = location.levelPrefix(level);
        try {
            return requests.send(GcsOperation.LIST, "level " + level, () -> list(level, prefix, from));
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    private List<ReplicaFile> list(int level, String prefix, TxId from) throws IOException {
        BlobListOption[] options = {
            BlobListOption.prefix(prefix),
            BlobListOption.startOffset(prefix + from),
            BlobListOption.fields(BlobField.NAME, BlobField.SIZE, BlobField.METADATA, BlobField.TIME_CREATED)
        };
        return connection
                .storage()
                .list(location.bucket(), options)
                .streamAll()
                .flatMap(blob -> file(level, prefix, blob).stream())
                .filter(file -> !from.isAfter(file.name().min()))
                .toList();
    }

    private static Optional<ReplicaFile> file(int level, String prefix, Blob blob) {
        return LtxFileName.parse(blob.getName().substring(prefix.length()))
                .map(name -> new ReplicaFile(level, name, blob.getSize(), created(blob)));
    }

    private static Instant created(Blob blob) {
        Map<String, @Nullable String> metadata = blob.getMetadata();
        return ReplicaTimestamp.parse(metadata == null ? null : metadata.get(TIMESTAMP))
                .orElseGet(() -> blob.getCreateTimeOffsetDateTime().toInstant());
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return reads.open(location.file(file), file.display(), offset, length);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        BlobId id = location.file(level, name);
        Map<String, String> metadata = Map.of(TIMESTAMP, ReplicaTimestamp.format(created));
        String display = "level " + level + " file " + name;
        try (UploadStream in = UploadStream.open(source)) {
            try {
                requests.send(GcsOperation.CREATE, display, () -> {
                    upload.send(connection.storage(), id, in, source.size(), metadata);
                    return id;
                });
            } catch (RequestFailedException e) {
                in.requireSound();
                throw e.isTaken()
                        ? new ReplicaFileExistsException(display + " is in " + url + " already")
                        : e.meaning();
            }
        }
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        List<BlobId> ids = files.stream().map(location::file).toList();
        int shares = Math.min(transfer.concurrency(), ids.size());
        List<Callable<Integer>> all = IntStream.range(0, shares)
                .<Callable<Integer>>mapToObj(share -> () -> delete(ids, share, shares))
                .toList();
        try {
            requests.sendAll(GcsOperation.DELETE, "up to " + ids.size() + " files", all);
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    /** Deletes every so manieth object. One by one: the library's batches know neither our time-outs nor other tries. */
    private int delete(List<BlobId> ids, int first, int step) throws IOException {
        int deleted = 0;
        for (int i = first; i < ids.size(); i += step) {
            deleted += connection.storage().delete(ids.get(i)) ? 1 : 0;
        }
        return deleted;
    }

    @Override
    public SideObjects sideObjects() {
        return new GcsSideObjects(url, location, connection, requests, upload);
    }

    @Override
    public ReplicaObjects objects() {
        return new GcsObjects(location, connection, requests, reads);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
