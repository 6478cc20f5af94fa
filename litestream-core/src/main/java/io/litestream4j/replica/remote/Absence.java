package io.litestream4j.replica.remote;

import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.util.Optional;

/**
 * Sees whether a directory that is not found may count as an empty one. Servers say "no such file" also where a parent is a
 * file, and proxies say so when their server is away: neither is an empty replica.
 */
final class Absence {

    private final ReplicaUrl url;
    private final RemoteFiles files;

    Absence(ReplicaUrl url, RemoteFiles files) {
        this.url = url;
        this.files = files;
    }

    /**
     * Looks for what is nearest above a missing directory.
     *
     * @throws ReplicaUnavailableException if that is a file, or nothing at all
     */
    void require(String directory) throws IOException {
        int slash = directory.lastIndexOf('/');
        while (slash > 0) {
            String parent = directory.substring(0, slash);
            Optional<RemoteFiles.Entry> found = files.find(parent);
            if (found.isPresent()) {
                requireDirectory(found.get(), parent);
                return;
            }
            slash = directory.lastIndexOf('/', slash - 1);
        }
        requireRoot(directory);
    }

    private void requireDirectory(RemoteFiles.Entry entry, String path) throws ReplicaUnavailableException {
        if (!entry.directory()) {
            throw new ReplicaUnavailableException(
                    "replica " + url + " cannot be used: " + path + " is a file, but has to be a directory", null);
        }
    }

    private void requireRoot(String directory) throws IOException {
        if (!files.hasRoot()) {
            throw new ReplicaUnavailableException(
                    "replica " + url + " cannot be used: " + directory + ", all above it and even / were answered with"
                            + " status 404, as by a proxy whose server is away; if the server runs, make the path's first"
                            + " directory there",
                    null);
        }
    }
}
