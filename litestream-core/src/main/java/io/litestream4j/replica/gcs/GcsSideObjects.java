package io.litestream4j.replica.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Side objects; the version is the generation. */
final class GcsSideObjects implements SideObjects {

    private static final String FILES = "ltx/";

    private final ReplicaUrl url;
    private final GcsLocation location;
    private final GcsConnection connection;
    private final GcsRequests requests;
    private final GcsUpload upload;

    GcsSideObjects(
            ReplicaUrl url, GcsLocation location, GcsConnection connection, GcsRequests requests, GcsUpload upload) {
        this.url = url;
        this.location = location;
        this.connection = connection;
        this.requests = requests;
        this.upload = upload;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        for (Blob blob = find(name); blob != null; blob = find(name)) {
            if (blob.getSize() > MAX_SIZE) {
                throw new IOException(name + " in " + url + " is larger than " + MAX_SIZE + " bytes");
            }
            BlobId found = blob.getBlobId();
            try {
                byte[] content = requests.send(
                        GcsOperation.READ, name, () -> connection.storage().readAllBytes(found));
                return Optional.of(new SideObject(name, content, String.valueOf(found.getGeneration())));
            } catch (RequestFailedException e) {
                // This generation was replaced between the two requests: look again.
                if (!e.isMissing()) {
                    throw e.meaning();
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable Blob find(String name) throws IOException {
        try {
            return requests.send(
                    GcsOperation.READ, name, () -> connection.storage().get(id(name)));
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        BlobInfo info = upload.describe(id(name)).build();
        return write(GcsOperation.CREATE, name, info, content, BlobTargetOption.doesNotExist());
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        BlobInfo info = upload.describe(id(expected.name())).build();
        long generation = Long.parseLong(expected.version());
        return write(
                GcsOperation.REPLACE, expected.name(), info, content, BlobTargetOption.generationMatch(generation));
    }

    private SideObject write(
            GcsOperation operation, String name, BlobInfo info, byte[] content, BlobTargetOption condition)
            throws IOException {
        try {
            Blob blob = requests.send(operation, name, () -> connection
                    .storage()
                    .create(info, content, condition, BlobTargetOption.disableGzipContent()));
            return new SideObject(name, content, String.valueOf(blob.getGeneration()));
        } catch (RequestFailedException e) {
            if (e.isTaken()) {
                throw new SideObjectConflictException(
                        operation == GcsOperation.CREATE
                                ? name + " is in " + url + " already"
                                : name + " in " + url + " has changed meanwhile");
            }
            throw e.meaning();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            requests.send(GcsOperation.DELETE, name, () -> connection.storage().delete(id(name)));
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        try {
            return requests.send(GcsOperation.LIST, prefix, () -> names(prefix));
        } catch (RequestFailedException e) {
            throw e.meaning();
        }
    }

    private List<String> names(String prefix) throws IOException {
        int below = location.objectName("").length();
        BlobListOption[] options = {
            BlobListOption.prefix(location.objectName(prefix)), BlobListOption.fields(BlobField.NAME)
        };
        return connection
                .storage()
                .list(location.bucket(), options)
                .streamAll()
                .map(blob -> blob.getName().substring(below))
                .filter(name -> !name.startsWith(FILES))
                .toList();
    }

    @Override
    public boolean isAtomic() {
        return true;
    }

    private BlobId id(String name) {
        return BlobId.of(location.bucket(), location.objectName(name));
    }
}
