package io.litestream4j.replica.file;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/** Makes clients for {@code file:///absolute/path}; a query is ignored, as in Litestream. */
public final class FileReplicaClientFactory implements ReplicaClientFactory {

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public FileReplicaClientFactory() {}

    @Override
    public Set<String> types() {
        return Set.of("file");
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        ReplicaUrl url = options.url();
        String authority = url.uri().getRawAuthority();
        if (authority != null && !authority.equals("localhost")) {
            throw new IllegalArgumentException("file replica URL names the host '" + authority
                    + "': write an absolute path behind three slashes, as in file:///backup/app.db");
        }
        String path = url.uri().getRawPath();
        if (path.isEmpty() || path.equals("/")) {
            throw new IllegalArgumentException("file replica URL has no path: expected file:///backup/app.db");
        }
        // By way of a URI, which knows that /C:/backup is an absolute path on Windows, and which may not have letters
        // beyond ASCII.
        URI location = URI.create(URI.create("file://" + path).toASCIIString());
        return new FileReplicaClient(url, Path.of(location), options.database().orElse(null));
    }
}
