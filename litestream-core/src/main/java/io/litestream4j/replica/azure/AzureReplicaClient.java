package io.litestream4j.replica.azure;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaTimestamp;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** A replica in a container of Azure Blob Storage. */
final class AzureReplicaClient implements ReplicaClient {

    private static final String TIMESTAMP = "litestreamtimestamp";

    private final ReplicaUrl url;
    private final AzureLocation location;
    private final AzureConnection connection;
    private final AzureTransfer transfer;
    private final AzureUpload upload;
    private final AzureErrors errors;
    private final BlobContainerClient container;

    AzureReplicaClient(ReplicaUrl url, AzureLocation location, AzureConnection connection, AzureTransfer transfer) {
        this.url = url;
        this.location = location;
        this.connection = connection;
        this.transfer = transfer;
        this.upload = new AzureUpload(transfer);
        this.errors = new AzureErrors(url, location.container());
        this.container = connection.container(location.container());
    }

    @Override
    public ReplicaUrl url() {
        return url;
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        String prefix = ReplicaLayout.LTX_DIRECTORY.levelPrefix(location.path(), level);
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        try {
            // The store lists in the order of names, and a level is one or two pages: whoever starts later reads them
            // all.
            return container.listBlobs(options, null).stream()
                    .flatMap(blob -> file(level, prefix, blob).stream())
                    .filter(file -> !from.isAfter(file.name().min()))
                    .toList();
        } catch (RuntimeException e) {
            throw errors.of(AzureOperation.LIST, "level " + level, e);
        }
    }

    private static Optional<ReplicaFile> file(int level, String prefix, BlobItem blob) {
        return LtxFileName.parse(blob.getName().substring(prefix.length()))
                .map(name -> new ReplicaFile(level, name, blob.getProperties().getContentLength(), created(blob)));
    }

    private static Instant created(BlobItem blob) {
        Map<String, String> metadata = blob.getMetadata() == null ? Map.of() : blob.getMetadata();
        // Names of metadata keep the case in which they were written, but differ in more than case only.
        return metadata.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(TIMESTAMP))
                .flatMap(entry -> ReplicaTimestamp.parse(entry.getValue()).stream())
                .findFirst()
                .orElseGet(() -> blob.getProperties().getLastModified().toInstant());
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        BlobRange range = length < 0 ? new BlobRange(offset) : new BlobRange(offset, length);
        BlobInputStreamOptions options =
                new BlobInputStreamOptions().setRange(range).setBlockSize(transfer.partSize());
        try {
            return new AzureInputStream(blob(file).openInputStream(options), e -> readFailure(file, e));
        } catch (RuntimeException e) {
            if (AzureErrors.isBehindEnd(e)) {
                return InputStream.nullInputStream();
            }
            throw readFailure(file, e);
        }
    }

    private IOException readFailure(ReplicaFile file, Exception failure) {
        return AzureErrors.isMissing(failure)
                ? new ReplicaFileMissingException(file.display() + " is not in " + url)
                : errors.of(AzureOperation.READ, file.display(), failure);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        BlobClient blob = container.getBlobClient(ReplicaLayout.LTX_DIRECTORY.fileName(location.path(), level, name));
        String display = "level " + level + " file " + name;
        try {
            upload.send(blob, source, Map.of(TIMESTAMP, ReplicaTimestamp.format(created)));
        } catch (RuntimeException e) {
            if (AzureErrors.isTaken(e)) {
                throw new ReplicaFileExistsException(display + " is in " + url + " already");
            }
            throw errors.of(AzureOperation.CREATE, display, e);
        }
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        BlobContainerAsyncClient side = connection.asyncContainer(location.container());
        try {
            Flux.fromIterable(files)
                    .flatMap(file -> side.getBlobAsyncClient(blobName(file)).deleteIfExists(), transfer.concurrency())
                    .blockLast();
        } catch (RuntimeException e) {
            throw errors.of(AzureOperation.DELETE, "up to " + files.size() + " files", e);
        }
    }

    @Override
    public SideObjects sideObjects() {
        return new AzureSideObjects(url, location, container, upload, errors);
    }

    @Override
    public ReplicaObjects objects() {
        return new AzureObjects(url, location, container, errors);
    }

    @Override
    public void close() {
        connection.close();
    }

    private BlobClient blob(ReplicaFile file) {
        return container.getBlobClient(blobName(file));
    }

    private String blobName(ReplicaFile file) {
        return ReplicaLayout.LTX_DIRECTORY.fileName(location.path(), file.level(), file.name());
    }
}
