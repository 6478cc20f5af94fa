package io.litestream4j.replica.azure;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Side objects as blobs; the version is the ETag. */
final class AzureSideObjects implements SideObjects {

    private static final String FILES = "ltx/";

    private final ReplicaUrl url;
    private final AzureLocation location;
    private final BlobContainerClient container;
    private final AzureUpload upload;
    private final AzureErrors errors;

    AzureSideObjects(
            ReplicaUrl url,
            AzureLocation location,
            BlobContainerClient container,
            AzureUpload upload,
            AzureErrors errors) {
        this.url = url;
        this.location = location;
        this.container = container;
        this.upload = upload;
        this.errors = errors;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        BlobInputStreamOptions whole = new BlobInputStreamOptions().setBlockSize(MAX_SIZE + 1);
        try (BlobInputStream in = blob(name).openInputStream(whole)) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                throw new IOException(name + " in " + url + " is larger than " + MAX_SIZE + " bytes");
            }
            return Optional.of(new SideObject(name, content, in.getProperties().getETag()));
        } catch (RuntimeException e) {
            if (AzureErrors.isMissing(e)) {
                return Optional.empty();
            }
            throw errors.of(AzureOperation.READ, name, e);
        }
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        return write(AzureOperation.CREATE, name, content, AzureUpload.absent());
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        BlobRequestConditions unchanged = new BlobRequestConditions().setIfMatch(expected.version());
        return write(AzureOperation.REPLACE, expected.name(), content, unchanged);
    }

    private SideObject write(AzureOperation operation, String name, byte[] content, BlobRequestConditions conditions)
            throws IOException {
        try {
            return new SideObject(name, content, upload.send(blob(name), content, conditions, Map.of()));
        } catch (RuntimeException e) {
            if (AzureErrors.isTaken(e)) {
                throw new SideObjectConflictException(
                        operation == AzureOperation.CREATE
                                ? name + " is in " + url + " already"
                                : name + " in " + url + " has changed meanwhile");
            }
            throw errors.of(operation, name, e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            blob(name).deleteIfExists();
        } catch (RuntimeException e) {
            throw errors.of(AzureOperation.DELETE, name, e);
        }
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        int below = location.blobName("").length();
        try {
            return container.listBlobs(new ListBlobsOptions().setPrefix(location.blobName(prefix)), null).stream()
                    .map(BlobItem::getName)
                    .map(name -> name.substring(below))
                    .filter(name -> !name.startsWith(FILES))
                    .toList();
        } catch (RuntimeException e) {
            throw errors.of(AzureOperation.LIST, prefix, e);
        }
    }

    @Override
    public boolean isAtomic() {
        return true;
    }

    private BlobClient blob(String name) {
        return container.getBlobClient(location.blobName(name));
    }
}
