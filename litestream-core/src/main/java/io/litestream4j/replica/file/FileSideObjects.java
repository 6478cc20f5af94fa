package io.litestream4j.replica.file;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.io.FileMutex;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Side objects as files. A file system has no "replace if unchanged": whoever replaces or deletes holds the lock of
 * {@code .lock} in the replica's directory meanwhile, which keeps the processes of one machine apart; those of several
 * machines only if the file system passes locks on.
 */
final class FileSideObjects implements SideObjects {

    private static final String LOCK_FILE = ".lock";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReplicaUrl url;
    private final Path root;

    FileSideObjects(ReplicaUrl url, Path root) {
        this.url = url;
        this.root = root;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        try (CloseableDataBlock block = directory(name).open(fileName(name));
                InputStream in = new DataBlockInputStream(block, 0, -1)) {
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
        StorageDirectory directory = directory(name);
        String temporary = writeTemporary(directory, name, content);
        try {
            directory.publish(temporary, fileName(name));
        } catch (FileAlreadyExistsException e) {
            throw new SideObjectConflictException(name + " is in " + url + " already");
        } finally {
            directory.delete(temporary);
        }
        directory.sync();
        return SideObject.withContentAsVersion(name, content);
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        String name = expected.name();
        try (FileMutex mutex = FileMutex.lock(root.resolve(LOCK_FILE), PATIENCE)) {
            if (get(name)
                    .filter(there -> there.version().equals(expected.version()))
                    .isEmpty()) {
                throw new SideObjectConflictException(name + " in " + url + " has changed meanwhile");
            }
            StorageDirectory directory = directory(name);
            directory.replace(writeTemporary(directory, name, content), fileName(name));
            directory.sync();
        }
        return SideObject.withContentAsVersion(name, content);
    }

    @Override
    public void delete(String name) throws IOException {
        try (FileMutex mutex = FileMutex.lock(root.resolve(LOCK_FILE), PATIENCE)) {
            directory(name).delete(fileName(name));
        }
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        int slash = prefix.lastIndexOf('/') + 1;
        return directory(prefix).list().stream()
                .map(entry -> prefix.substring(0, slash) + entry.name())
                .filter(name -> name.startsWith(prefix) && !name.endsWith(TEMPORARY_SUFFIX) && !name.equals(LOCK_FILE))
                .sorted()
                .toList();
    }

    @Override
    public boolean isAtomic() {
        return false;
    }

    private static String writeTemporary(StorageDirectory directory, String name, byte[] content) throws IOException {
        String temporary = fileName(name) + "." + UUID.randomUUID() + TEMPORARY_SUFFIX;
        try (StorageOutput out = directory.create(temporary)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.sync();
        }
        return temporary;
    }

    private StorageDirectory directory(String name) {
        return new FileSystemDirectory(root.resolve(name.substring(0, name.lastIndexOf('/') + 1)), null);
    }

    private static String fileName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
