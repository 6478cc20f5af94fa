package io.litestream4j.replica.remote;

import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaObject;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** Files of a server as objects. One request lists one directory. */
final class RemoteObjects implements ReplicaObjects {

    private final ReplicaUrl url;
    private final String root;
    private final RemoteFiles files;
    private final Absence absence;

    RemoteObjects(ReplicaUrl url, String root, RemoteFiles files, Absence absence) {
        this.url = url;
        this.root = root;
        this.files = files;
        this.absence = absence;
    }

    @Override
    public List<ReplicaObject> list(String prefix) throws IOException {
        List<ReplicaObject> objects = new ArrayList<>();
        try {
            add(prefix, objects);
        } catch (NoSuchFileException e) {
            absence.require(directory(prefix));
            return List.of();
        }
        return objects;
    }

    private void add(String prefix, List<ReplicaObject> objects) throws IOException {
        for (RemoteFiles.Entry entry : files.list(directory(prefix))) {
            if (entry.directory()) {
                add(prefix + entry.name() + "/", objects);
            } else {
                objects.add(new ReplicaObject(prefix + entry.name(), entry.size(), entry.modified()));
            }
        }
    }

    private String directory(String prefix) {
        String directory = root + "/" + prefix;
        return directory.substring(0, Math.max(1, directory.length() - 1));
    }

    @Override
    public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
        try {
            return files.open(root + "/" + object.name(), offset, length);
        } catch (NoSuchFileException e) {
            throw new ReplicaFileMissingException(object.name() + " is not in " + url);
        }
    }
}
