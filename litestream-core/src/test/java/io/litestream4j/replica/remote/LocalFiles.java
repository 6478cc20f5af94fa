package io.litestream4j.replica.remote;

import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of this machine, with as few promises as a WebDAV server makes. */
final class LocalFiles implements RemoteFiles {

    private final Path root;

    LocalFiles(Path root) {
        this.root = root;
    }

    Path path(String path) {
        return Path.of(root + path);
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(path(directory))) {
            for (Path file : files.toList()) {
                entries.add(entry(file));
            }
        }
        return entries;
    }

    private static Entry entry(Path file) throws IOException {
        return new Entry(
                file.getFileName().toString(),
                Files.isDirectory(file),
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant());
    }

    @Override
    public Optional<Entry> find(String path) throws IOException {
        try {
            return Optional.of(entry(path(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasRoot() {
        return true;
    }

    @Override
    public InputStream open(String path, long offset, long length) throws IOException {
        return Files.newInputStream(path(path));
    }

    @Override
    public void write(String path, UploadSource source, Instant modified) throws IOException {
        try (InputStream in = source.open()) {
            Files.copy(in, path(path));
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(path(path));
    }

    @Override
    public void move(String from, String to) throws IOException {
        if (Files.exists(path(to))) {
            throw new FileAlreadyExistsException(to);
        }
        replace(from, to);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean canLink() {
        return false;
    }

    @Override
    public boolean link(String from, String to) {
        return false;
    }

    @Override
    public boolean makeDirectory(String path) throws IOException {
        Files.createDirectories(path(path).getParent());
        try {
            Files.createDirectory(path(path));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void moveDirectory(String from, String to) throws IOException {
        move(from, to);
    }

    @Override
    public void deleteDirectory(String path) throws IOException {
        if (find(path).isPresent()) {
            for (Entry entry : list(path)) {
                delete(path + "/" + entry.name());
            }
            delete(path);
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
