package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.remote.RemoteReplicaClient;
import java.util.Optional;
import java.util.Set;

/** Makes clients for {@code sftp://user[:password]@host[:22]/path}. */
public final class SftpReplicaClientFactory implements ReplicaClientFactory {

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public SftpReplicaClientFactory() {}

    @Override
    public Set<String> types() {
        return Set.of("sftp");
    }

    @Override
    public Optional<String> library() {
        return Optional.of("org.apache.sshd:sshd-sftp");
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        SftpSettings settings = SftpSettings.of(options);
        SftpConnections connections = new SftpConnections(settings, HostKeys.of(options, settings));
        return new RemoteReplicaClient(options.url(), settings.path(), new SftpFiles(connections), settings.patience());
    }
}
