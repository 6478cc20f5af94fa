package io.litestream4j.replica.file;

import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A replica in a directory. The LTX time of a file is its modification time.
 *
 * <p>Files get the permissions of the database, as with Litestream, and directories the system's default. These are made by
 * the first file that needs them. Temporary files of a process that died stay behind for a day,
 * under names that no listing shows.
 */
final class FileReplicaClient implements ReplicaClient {

    private final ReplicaUrl url;
    private final Path root;
    private final @Nullable Path database;
    private final FilePublisher publisher = new FilePublisher();

    /** Uses a directory for the files of {@code database}; null if it is not known. */
    FileReplicaClient(ReplicaUrl url, Path root, @Nullable Path database) {
        this.url = url;
        this.root = root;
        this.database = database;
    }

    @Override
    public ReplicaUrl url() {
        return url;
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        Path directory = levelPath(level);
        try {
            if (!exists(directory)) {
                return List.of();
            }
            return new FileSystemDirectory(directory, null)
                    .list().stream()
                            .flatMap(entry -> file(level, entry).stream())
                            .filter(file -> !from.isAfter(file.name().min()))
                            .sorted(Comparator.comparing(ReplicaFile::name))
                            .toList();
        } catch (IOException e) {
            throw unavailable(directory, e);
        }
    }

    private static Optional<ReplicaFile> file(int level, StorageDirectory.Entry entry) {
        return LtxFileName.parse(entry.name())
                .map(name -> new ReplicaFile(level, name, entry.size(), entry.modified()));
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        try {
            return new DataBlockInputStream(
                    directory(file.level()).open(file.name().toString()), offset, length);
        } catch (NoSuchFileException e) {
            throw new ReplicaFileMissingException(file.display() + " is not in " + url);
        } catch (IOException e) {
            throw failed("read " + file.display() + " in", e);
        }
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        Path directory = levelPath(level);
        try {
            publisher.prepare(root, directory);
        } catch (IOException e) {
            throw unavailable(directory, e);
        }
        try {
            publisher.publish(new FileSystemDirectory(directory, permissions()), name.toString(), created, source);
        } catch (FileAlreadyExistsException e) {
            // Whoever takes this file for an earlier try of its own relies on its name surviving a crash.
            directory(level).sync();
            throw new ReplicaFileExistsException("level " + level + " file " + name + " is in " + url + " already");
        } catch (IOException e) {
            throw failed("write level " + level + " file " + name + " to", e);
        }
    }

    private @Nullable Set<PosixFilePermission> permissions() throws IOException {
        return database == null ? null : DatabaseAccess.of(database).atCreation();
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        for (ReplicaFile file : files) {
            try {
                directory(file.level()).delete(file.name().toString());
            } catch (IOException e) {
                throw failed("delete " + file.display() + " in", e);
            }
        }
    }

    @Override
    public SideObjects sideObjects() {
        return new FileSideObjects(url, root);
    }

    @Override
    public ReplicaObjects objects() {
        return new FileObjects(url, root);
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }

    private StorageDirectory directory(int level) {
        return new FileSystemDirectory(levelPath(level), null);
    }

    private Path levelPath(int level) {
        return root.resolve(ReplicaLayout.LTX_DIRECTORY.levelPrefix("", level));
    }

    /** Tells a directory that is not there from one that cannot be seen, which {@link Files#exists} does not. */
    private static boolean exists(Path directory) throws IOException {
        try {
            Files.readAttributes(directory, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            requireRoomFor(directory);
            return false;
        }
    }

    /** Some JDKs say "no such file" also where a parent is a file: that is no empty replica. */
    private static void requireRoomFor(Path directory) throws NotDirectoryException {
        Path parent = directory.getParent();
        while (parent != null && Files.notExists(parent)) {
            parent = parent.getParent();
        }
        if (parent != null && !Files.isDirectory(parent)) {
            throw new NotDirectoryException(parent.toString());
        }
    }

    private ReplicaUnavailableException unavailable(Path directory, IOException cause) {
        return new ReplicaUnavailableException(
                "replica " + url + " cannot be used: check that " + directory
                        + " is, or can become, a directory that this process may read and write (" + cause + ")",
                cause);
    }

    private IOException failed(String action, IOException cause) {
        return new IOException("cannot " + action + " replica " + url + ": " + cause, cause);
    }
}
