package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.replica.remote.RemoteFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Files of a WebDAV server. Directories are asked for with a slash at the end, which some servers insist on. */
final class WebDavFiles implements RemoteFiles {

    static final String PROPFIND = "PROPFIND";

    private static final int MKCOL_ATTEMPTS = 10;

    private final WebDavRequests requests;

    WebDavFiles(WebDavRequests requests) {
        this.requests = requests;
    }

    @Override
    public List<Entry> list(String directory) throws IOException {
        String itself = directory.substring(directory.lastIndexOf('/') + 1);
        return propfind(directory + "/", "1").stream()
                .filter(entry -> !(entry.directory() && entry.name().equals(itself)))
                .toList();
    }

    @Override
    public Optional<Entry> find(String path) throws IOException {
        try {
            return propfind(path, "0").stream().findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasRoot() throws IOException {
        try (WebDavResponse response = sendPropfind("/", "0")) {
            if (response.status() == WebDavResponse.NOT_FOUND) {
                return false;
            }
            if (response.isOverloadOrError()) {
                throw response.failure();
            }
            // Others have no WebDAV there, or not for us: it is the server who says that.
            return true;
        }
    }

    private List<Entry> propfind(String path, String depth) throws IOException {
        try (WebDavResponse response = sendPropfind(path, depth)) {
            if (response.status() == WebDavResponse.MULTI_STATUS) {
                return Multistatus.read(response.body());
            }
            // Apache's mod_dir redirects to the directory of that name; nginx may do WebDAV only with a slash.
            boolean slashMissing = response.isRedirect() || response.status() == WebDavResponse.METHOD_NOT_ALLOWED;
            if (!slashMissing || path.endsWith("/")) {
                throw response.failure();
            }
        }
        return propfind(path + "/", depth);
    }

    private WebDavResponse sendPropfind(String path, String depth) throws IOException {
        return requests.send(
                PROPFIND,
                path,
                BodyPublishers.ofString(Multistatus.REQUEST),
                "Depth",
                depth,
                "Content-Type",
                "application/xml; charset=utf-8");
    }

    @Override
    public InputStream open(String path, long offset, long length) throws IOException {
        WebDavResponse response = offset == 0 && length < 0
                ? requests.send("GET", path, null)
                : requests.send("GET", path, null, "Range", range(offset, length));
        return switch (response.status()) {
            case WebDavResponse.PARTIAL_CONTENT -> response.body();
            case WebDavResponse.OK -> RangeInputStream.of(response.body(), offset, length);
            case WebDavResponse.RANGE_NOT_SATISFIABLE -> {
                response.close();
                yield InputStream.nullInputStream();
            }
            default -> {
                response.close();
                throw response.failure();
            }
        };
    }

    private static String range(long offset, long length) {
        return "bytes=" + offset + "-" + (length < 0 ? "" : String.valueOf(offset + length - 1));
    }

    @Override
    public void write(String path, UploadSource source, Instant modified) throws IOException {
        try (WebDavUpload upload = new WebDavUpload(source)) {
            put(path, upload);
        }
    }

    private void put(String path, WebDavUpload upload) throws IOException {
        try (WebDavResponse response = requests.send("PUT", path, upload.body())) {
            if (response.status() == WebDavResponse.INTERNAL_SERVER_ERROR) {
                // What nginx answers where others say that the directory is missing.
                requireDirectory(path.substring(0, path.lastIndexOf('/')));
            }
            response.requireDone();
        } catch (ReplicaUnavailableException e) {
            upload.requireReadable();
            throw e;
        }
    }

    private void requireDirectory(String path) throws IOException {
        if (find(path).isEmpty()) {
            throw new NoSuchFileException(path);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        try (WebDavResponse response = requests.send("DELETE", path, null)) {
            if (response.status() != WebDavResponse.NOT_FOUND) {
                response.requireDone();
            }
        }
    }

    @Override
    public void move(String from, String to) throws IOException {
        move(from, to, "F");
    }

    @Override
    public void replace(String from, String to) throws IOException {
        move(from, to, "T");
    }

    private void move(String from, String to, String overwrite) throws IOException {
        // An absolute address: Apache takes no other.
        String destination = requests.settings().uri(to).toString();
        try (WebDavResponse response =
                requests.send("MOVE", from, null, "Destination", destination, "Overwrite", overwrite)) {
            response.requireDone();
        }
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
        try {
            return tryMakeDirectory(path);
        } catch (NoSuchFileException e) {
            if (path.lastIndexOf('/') <= 0) {
                throw e;
            }
            makeDirectory(path.substring(0, path.lastIndexOf('/')));
            return tryMakeDirectory(path);
        }
    }

    private boolean tryMakeDirectory(String path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (WebDavResponse response = requests.send("MKCOL", path + "/", null)) {
                if (response.isDone()) {
                    return true;
                }
                if (response.status() == WebDavResponse.METHOD_NOT_ALLOWED) {
                    return false;
                }
                if (response.status() != WebDavResponse.FORBIDDEN) {
                    throw response.failure();
                }
                // What Apache says, too, when somebody else has been faster by a moment, and may have gone by now.
                if (find(path).isPresent()) {
                    return false;
                }
                if (attempt == MKCOL_ATTEMPTS) {
                    throw response.failure();
                }
            }
        }
    }

    @Override
    public void moveDirectory(String from, String to) throws IOException {
        move(from + "/", to + "/", "F");
    }

    @Override
    public void deleteDirectory(String path) throws IOException {
        delete(path + "/");
    }

    @Override
    public void close() {
        // The client ends its connections and its thread when nobody uses it any more.
    }
}
