package io.litestream4j.replica.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Blobs as objects. */
final class AzureObjects implements ReplicaObjects {

    private final ReplicaUrl url;
    private final AzureLocation location;
    private final BlobContainerClient container;
    private final AzureErrors errors;

    AzureObjects(ReplicaUrl url, AzureLocation location, BlobContainerClient container, AzureErrors errors) {
        this.url = url;
        this.location = location;
        this.container = container;
        this.errors = errors;
    }

    @Override
    public List<ReplicaObject> list(String prefix) throws IOException {
        int below = location.blobName("").length();
        try {
            return container.listBlobs(new ListBlobsOptions().setPrefix(location.blobName(prefix)), null).stream()
                    .map(blob -> new ReplicaObject(
                            blob.getName().substring(below),
                            blob.getProperties().getContentLength(),
                            blob.getProperties().getLastModified().toInstant()))
                    .toList();
        } catch (RuntimeException e) {
            throw errors.of(AzureOperation.LIST, prefix, e);
        }
    }

    @Override
    public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
        BlobInputStreamOptions options = new BlobInputStreamOptions().setRange(new BlobRange(offset, length));
        try {
            return new AzureInputStream(
                    container.getBlobClient(location.blobName(object.name())).openInputStream(options),
                    e -> readFailure(object, e));
        } catch (RuntimeException e) {
            throw readFailure(object, e);
        }
    }

    private IOException readFailure(ReplicaObject object, Exception failure) {
        return AzureErrors.isMissing(failure)
                ? new ReplicaFileMissingException(object.name() + " is not in " + url)
                : errors.of(AzureOperation.READ, object.name(), failure);
    }
}
