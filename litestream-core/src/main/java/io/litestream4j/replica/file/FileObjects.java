package io.litestream4j.replica.file;

import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files as objects. */
final class FileObjects implements ReplicaObjects {

    private final ReplicaUrl url;
    private final Path root;

    FileObjects(ReplicaUrl url, Path root) {
        this.url = url;
        this.root = root;
    }

    @Override
    public List<ReplicaObject> list(String prefix) throws IOException {
        List<ReplicaObject> objects = new ArrayList<>();
        try (Stream<Path> directories = Files.walk(root.resolve(prefix)).filter(Files::isDirectory)) {
            for (Path directory : (Iterable<Path>) directories::iterator) {
                for (StorageDirectory.Entry entry : new FileSystemDirectory(directory, null).list()) {
                    String name = name(directory) + entry.name();
                    objects.add(new ReplicaObject(name, entry.size(), entry.modified()));
                }
            }
        } catch (NoSuchFileException absent) {
            return objects;
        } catch (UncheckedIOException e) {
            throw new IOException("cannot list " + prefix + " in replica " + url + ": " + e.getCause(), e.getCause());
        }
        return objects;
    }

    private String name(Path directory) {
        StringBuilder name = new StringBuilder();
        root.relativize(directory).forEach(part -> name.append(part).append('/'));
        return name.toString();
    }

    @Override
    public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
        Path file = root.resolve(object.name());
        StorageDirectory directory = new FileSystemDirectory(file.resolveSibling(""), null);
        try {
            return new DataBlockInputStream(directory.open(file.getFileName().toString()), offset, length);
        } catch (NoSuchFileException e) {
            throw new ReplicaFileMissingException(object.name() + " is not in " + url);
        }
    }
}
