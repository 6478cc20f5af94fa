package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.remote.RemoteReplicaClient;
import java.util.Set;

/** Makes clients for {@code webdav://[user:password@]host[:80]/path}, and {@code webdavs} for the same over TLS. */
public final class WebDavReplicaClientFactory implements ReplicaClientFactory {

    static final String SECURE_TYPE = "webdavs";

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public WebDavReplicaClientFactory() {}

    @Override
    public Set<String> types() {
        return Set.of("webdav", SECURE_TYPE);
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        WebDavSettings settings = WebDavSettings.of(options);
        return new RemoteReplicaClient(
                options.url(), settings.path(), new WebDavFiles(new WebDavRequests(settings)), settings.patience());
    }
}
