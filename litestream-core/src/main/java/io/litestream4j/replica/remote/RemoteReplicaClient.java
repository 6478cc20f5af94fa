package io.litestream4j.replica.remote;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A replica in a directory of a server. Directories are made by the first file that needs them. What a process that died was
 * about to write stays behind for a day under names that no listing shows.
 */
public final class RemoteReplicaClient implements ReplicaClient {

    private final ReplicaUrl url;
    private final String root;
    private final RemoteFiles files;
    private final Absence absence;
    private final RemotePublisher publisher;
    private final Leftovers leftovers;
    private final SideObjects sideObjects;

    /**
     * Creates a client.
     *
     * @param root the replica's directory: empty, or a path without a slash at its end
     * @param files the server, closed with this client
     * @param patience how long somebody else who holds a claim may stand still before it is taken for dead
     */
    public RemoteReplicaClient(ReplicaUrl url, String root, RemoteFiles files, Duration patience) {
        this.url = url;
        this.root = root;
        this.files = files;
        this.absence = new Absence(url, files);
        Claims claims = new Claims(files);
        this.publisher = new RemotePublisher(files, claims, patience);
        this.leftovers = new Leftovers(files, publisher);
        this.sideObjects = new RemoteSideObjects(url, root, files, absence, claims, publisher);
    }

    @Override
    public ReplicaUrl url() {
        return url;
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        String directory = levelPath(level);
        try {
            return files.list(directory).stream()
                    .flatMap(entry -> file(level, entry).stream())
                    .filter(file -> !from.isAfter(file.name().min()))
                    .sorted(Comparator.comparing(ReplicaFile::name))
                    .toList();
        } catch (NoSuchFileException e) {
            absence.require(directory);
            return List.of();
        }
    }

    private static Optional<ReplicaFile> file(int level, RemoteFiles.Entry entry) {
        return LtxFileName.parse(entry.name())
                .filter(name -> !entry.directory())
                .map(name -> new ReplicaFile(level, name, entry.size(), entry.modified()));
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        try {
            return files.open(filePath(file.level(), file.name()), offset, length);
        } catch (NoSuchFileException e) {
            throw new ReplicaFileMissingException(file.display() + " is not in " + url);
        }
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        try {
            publisher.create(filePath(level, name), source, created);
            leftovers.clean(levelPath(level), Instant.now());
        } catch (FileAlreadyExistsException e) {
            throw new ReplicaFileExistsException("level " + level + " file " + name + " is in " + url + " already");
        } catch (NoSuchFileException e) {
            absence.require(levelPath(level));
            throw new IOException(
                    "cannot write level " + level + " file " + name + " to " + url + ": its directory cannot be made",
                    e);
        }
    }

    @Override
    public void delete(Collection<ReplicaFile> deleted) throws IOException {
        for (ReplicaFile file : deleted) {
            files.delete(filePath(file.level(), file.name()));
        }
    }

    @Override
    public SideObjects sideObjects() {
        return sideObjects;
    }

    @Override
    public ReplicaObjects objects() {
        return new RemoteObjects(url, root, files, absence);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private String levelPath(int level) {
        String prefix = ReplicaLayout.LTX_DIRECTORY.levelPrefix(root, level);
        return (root.isEmpty() ? "/" : "") + prefix.substring(0, prefix.length() - 1);
    }

    private String filePath(int level, LtxFileName name) {
        return levelPath(level) + "/" + name;
    }
}
