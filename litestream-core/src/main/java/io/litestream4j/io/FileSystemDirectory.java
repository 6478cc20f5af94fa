package io.litestream4j.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the local file system. Names are published by hard link; on a file system without hard links, by
 * reserving the name with an empty file, which a crash may leave behind.
 */
public final class FileSystemDirectory implements StorageDirectory {

    private final Path path;
    private final FileAccess access;

    /**
     * Creates a directory object; the directory itself is made when the first file is.
     *
     * @param path where it is
     * @param permissions permissions of new files, limited further by the process's umask; new directories get the same,
     *     and search permission for whoever may read. Null, or a file system without POSIX permissions: the system's
     *     default
     */
    public FileSystemDirectory(Path path, @Nullable Set<PosixFilePermission> permissions) {
        this.path = path.toAbsolutePath();
        this.access = new FileAccess(path.getFileSystem(), permissions);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                addIfRegular(file, entries);
            }
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static void addIfRegular(Path file, List<Entry> entries) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                Instant modified = attributes.lastModifiedTime().toInstant();
                entries.add(new Entry(file.getFileName().toString(), attributes.size(), modified));
            }
        } catch (NoSuchFileException e) {
            // deleted or renamed since the directory was read: as if it had been so before
        }
    }

    @Override
    public StorageOutput create(String name) throws IOException {
        Path file = resolve(name);
        try {
            return new FileStorageOutput(openNew(file));
        } catch (NoSuchFileException noDirectory) {
            createDirectory(path);
            return new FileStorageOutput(openNew(file));
        }
    }

    private FileChannel openNew(Path file) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return FileChannel.open(file, options, access.ofFiles());
    }

    /** Makes a directory and those above it, and each one's name durable, without which its files would be lost. */
    private void createDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null || Files.isDirectory(directory)) {
            return;
        }
        createDirectory(parent);
        try {
            Files.createDirectory(directory, access.ofDirectories());
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
        syncDirectory(parent);
    }

    @Override
    public CloseableDataBlock open(String name) throws IOException {
        return FileDataBlock.open(resolve(name));
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
        Files.setLastModifiedTime(resolve(name), FileTime.from(modified));
    }

    @Override
    public void syncFile(String name) throws IOException {
        try (FileChannel channel = FileChannel.open(resolve(name), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void publish(String from, String to) throws IOException {
        FilePublication.publish(resolve(from), resolve(to));
    }

    @Override
    public void replace(String from, String to) throws IOException {
        Files.move(resolve(from), resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(resolve(name));
    }

    @Override
    public void sync() throws IOException {
        syncDirectory(path);
    }

    private static void syncDirectory(Path directory) throws IOException {
        if (!FileAccess.isPosix(directory.getFileSystem())) {
            // Windows refuses to open a directory as a file, and writes names to its own journal.
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path resolve(String name) {
        boolean separated = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
        if (separated || name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("'" + name + "' is not a plain file name");
        }
        return path.resolve(name);
    }
}
