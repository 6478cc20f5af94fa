package io.litestream4j.replica.gcs;

import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.replica.ReplicaObjects;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** All objects below the replica's path. */
final class GcsObjects implements ReplicaObjects {

    private final GcsLocation location;
    private final GcsConnection connection;
    private final GcsRequests requests;
    private final GcsReads reads;

    GcsObjects(GcsLocation location, GcsConnection connection, GcsRequests requests, GcsReads reads) {
        this.location = location;
        this.connection = connection;
        this.requests = requests;
        this.reads = reads;
    }

    @Override
    public List<ReplicaObject> list(String prefix) throws IOException {
        try {
            return requests.send(GcsOperation.LIST, prefix, () -> objects(prefix));
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    private List<ReplicaObject> objects(String prefix) throws IOException {
        int below = location.objectName("").length();
        BlobListOption[] options = {
            BlobListOption.prefix(location.objectName(prefix)),
            BlobListOption.fields(BlobField.NAME, BlobField.SIZE, BlobField.TIME_CREATED)
        };
        return connection
                .storage()
                .list(location.bucket(), options)
                .streamAll()
                .map(blob -> new ReplicaObject(
                        blob.getName().substring(below),
                        blob.getSize(),
                        blob.getCreateTimeOffsetDateTime().toInstant()))
                .toList();
    }

    @Override
    public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
        BlobId id = BlobId.of(location.bucket(), location.objectName(object.name()));
        return reads.open(id, object.name(), offset, length);
    }
}
