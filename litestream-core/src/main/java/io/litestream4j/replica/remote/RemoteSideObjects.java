package io.litestream4j.replica.remote;

import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Side objects as files. Whoever replaces or deletes one holds its claim meanwhile. That two holders never overlap is up to
 * how the server makes and renames directories, which cannot be asked: so it counts as "by the best means".
 */
final class RemoteSideObjects implements SideObjects {

    private static final Claims.Check NEVER = () -> {};

    private final ReplicaUrl url;
    private final String root;
    private final RemoteFiles files;
    private final Absence absence;
    private final Claims claims;
    private final RemotePublisher publisher;

    RemoteSideObjects(
            ReplicaUrl url, String root, RemoteFiles files, Absence absence, Claims claims, RemotePublisher publisher) {
        this.url = url;
        this.root = root;
        this.files = files;
        this.absence = absence;
        this.claims = claims;
        this.publisher = publisher;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        try (InputStream in = files.open(path(name), 0, -1)) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                throw new IOException(name + " in " + url + " is larger than " + MAX_SIZE + " bytes");
            }
            return Optional.of(SideObject.withContentAsVersion(name, content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        try {
            publisher.create(path(name), new Content(content), Instant.now());
        } catch (FileAlreadyExistsException e) {
            throw new SideObjectConflictException(name + " is in " + url + " already");
        }
        return SideObject.withContentAsVersion(name, content);
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        String name = expected.name();
        UploadSource source = new Content(content);
        Claim claim = claims.take(path(name), publisher.patience(source), NEVER);
        try {
            // Written before the look at the object: should the claim be lost after that, so is what was written.
            String written = claim.write(source, Instant.now());
            requireUnchanged(expected);
            files.replace(written, path(name));
        } catch (NoSuchFileException e) {
            throw new IOException("cannot tell whether " + name + " in " + url + " was replaced", e);
        } finally {
            claim.release();
        }
        return SideObject.withContentAsVersion(name, content);
    }

    private void requireUnchanged(SideObject expected) throws IOException {
        boolean unchanged = get(expected.name())
                .filter(there -> there.version().equals(expected.version()))
                .isPresent();
        if (!unchanged) {
            throw new SideObjectConflictException(expected.name() + " in " + url + " has changed meanwhile");
        }
    }

    @Override
    public void delete(String name) throws IOException {
        if (files.find(path(name)).isEmpty()) {
            return;
        }
        Claim claim = claims.take(path(name), publisher.patience(new Content(new byte[0])), NEVER);
        try {
            files.delete(path(name));
        } finally {
            claim.release();
        }
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        String directory = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        String path = path(directory).substring(0, path(directory).length() - 1);
        try {
            return files.list(path).stream()
                    .filter(entry -> !entry.directory())
                    .map(entry -> directory + entry.name())
                    .filter(name -> name.startsWith(prefix) && !name.endsWith(RemotePublisher.TEMPORARY_SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            absence.require(path);
            return List.of();
        }
    }

    @Override
    public boolean isAtomic() {
        return false;
    }

    private String path(String name) {
        return root + "/" + name;
    }

    private record Content(byte[] bytes) implements UploadSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
