package io.litestream4j.replica.file;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.GradualSync;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a file its place in a replica: complete, durable, and never in place of another one.
 *
 * <p>A local file on the replica's own file system gets a second name (a hard link) instead of being copied: LTX files are
 * immutable, so both names can share the bytes, and the disk holds and writes them once. The local name can be deleted
 * later without harm. Where the file system refuses, bytes are copied from then on. Safe for use by several threads.
 */
final class FilePublisher {

    private static final int BUFFER_SIZE = 1 << 17;

    private final Set<Path> prepared = ConcurrentHashMap.newKeySet();
    private volatile boolean linking = true;

    /**
     * Makes a directory below {@code root}, sees to it that a crash does not take it away, and deletes what processes that
     * died have left in it: once, before this object writes to it.
     */
    void prepare(Path root, Path directory) throws IOException {
        if (!prepared.contains(directory)) {
            prepareOnce(root, directory);
        }
    }

    private synchronized void prepareOnce(Path root, Path directory) throws IOException {
        if (prepared.contains(directory)) {
            return;
        }
        Path known = directory;
        while (known.getParent() != null && !Files.isDirectory(known)) {
            known = known.getParent();
        }
        Files.createDirectories(directory);
        // Also the directories below the root that existed: whoever made them may have died before this.
        Path at = directory.getParent();
        while (at != null && (at.startsWith(known) || at.startsWith(root))) {
            new FileSystemDirectory(at, null).sync();
            at = at.getParent();
        }
        Leftovers.deleteIn(new FileSystemDirectory(directory, null), Instant.now());
        prepared.add(directory);
    }

    void publish(StorageDirectory directory, String name, Instant created, UploadSource source) throws IOException {
        Path local = linking ? source.file().orElse(null) : null;
        if (local == null || !link(directory, name, created, local)) {
            copy(directory, name, created, source);
        }
        // The name survives a crash from here on.
        directory.sync();
    }

    private boolean link(StorageDirectory directory, String name, Instant created, Path local) throws IOException {
        StorageDirectory home = new FileSystemDirectory(local.toAbsolutePath().resolveSibling(""), null);
        String localName = local.getFileName().toString();
        // Time and bytes belong to the file, not to its name: both are settled before the name appears.
        home.setModified(localName, created);
        home.syncFile(localName);
        try {
            Files.createLink(directory.path().resolve(name), local);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            linking = false;
            return false;
        }
    }

    private static void copy(StorageDirectory directory, String name, Instant created, UploadSource source)
            throws IOException {
        String temporary = Leftovers.temporaryName(name);
        try {
            write(directory, temporary, source);
            directory.setModified(temporary, created);
            directory.syncFile(temporary);
            directory.publish(temporary, name);
        } catch (IOException | RuntimeException e) {
            deleteAfterFailure(directory, temporary, e);
            throw e;
        }
    }

    private static void write(StorageDirectory directory, String name, UploadSource source) throws IOException {
        long count = 0;
        try (InputStream in = source.open();
                GradualSync out = new GradualSync(directory.create(name))) {
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                count += read;
            }
        }
        if (count != source.size()) {
            throw new IOException("the source has " + count + " bytes, expected " + source.size());
        }
    }

    private static void deleteAfterFailure(StorageDirectory directory, String name, Exception failure) {
        try {
            directory.delete(name);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
