package io.litestream4j.replica.s3;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A replica in S3. Listings show when an object was stored, as the service knows it; {@link #withLtxTimes} asks for the LTX
 * times, one request per object.
 */
final class S3ReplicaClient implements ReplicaClient {

    private final S3Bucket bucket;
    private final S3Reads reads;
    private final S3Uploads uploads;
    private final S3Times times;
    private final Runnable onClose;

    /**
     * Creates a client.
     *
     * @param onClose closes what is the client's own
     */
    S3ReplicaClient(S3Bucket bucket, Runnable onClose) {
        this.bucket = bucket;
        this.reads = new S3Reads(bucket);
        this.uploads = new S3Uploads(bucket);
        this.times = new S3Times(bucket);
        this.onClose = onClose;
    }

    @Override
    public ReplicaUrl url() {
        return bucket.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        String prefix = levelPrefix(bucket.location(), level);
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket.name())
                .prefix(prefix)
                // Names are in the order of their first TXIDs, and this is in front of the first one wanted.
                .startAfter(from.isNone() ? null : prefix + from)
                .build();
        return bucket.failures()
                .call(S3Action.LIST, prefix, () -> bucket.client().listObjectsV2Paginator(request).contents().stream()
                        .flatMap(object -> file(level, prefix, object).stream())
                        .filter(file -> !from.isAfter(file.name().min()))
                        .sorted(Comparator.comparing(ReplicaFile::name))
                        .toList());
    }

    private static Optional<ReplicaFile> file(int level, String prefix, S3Object object) {
        return LtxFileName.parse(object.key().substring(prefix.length()))
                .map(name -> new ReplicaFile(level, name, object.size(), object.lastModified()));
    }

    @Override
    public List<ReplicaFile> withLtxTimes(List<ReplicaFile> listed, Instant around) throws IOException {
        return times.of(listed, around);
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return reads.open(key(bucket.location(), file.level(), file.name()), offset, length);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        try {
            uploads.create(key(bucket.location(), level, name), created, source);
        } catch (PreconditionFailedException e) {
            throw new ReplicaFileExistsException("level " + level + " file " + name + " is in " + url() + " already");
        }
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        new S3Deletion(bucket)
                .delete(files.stream()
                        .map(file -> key(bucket.location(), file.level(), file.name()))
                        .toList());
    }

    @Override
    public SideObjects sideObjects() {
        return new S3SideObjects(bucket);
    }

    @Override
    public ReplicaObjects objects() {
        return new S3Objects(bucket, reads);
    }

    @Override
    public void close() {
        onClose.run();
    }

    static String levelPrefix(S3Location location, int level) {
        return ReplicaLayout.HEX_LEVEL.levelPrefix(location.path(), level);
    }

    static String key(S3Location location, int level, LtxFileName name) {
        return ReplicaLayout.HEX_LEVEL.fileName(location.path(), level, name);
    }
}
