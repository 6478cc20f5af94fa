package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.remote.RemoteAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to get into an SFTP server.
 *
 * @param name the replica's URL without secrets, for messages
 * @param path the replica's directory, without a slash at its end
 * @param keys the user's keys
 * @param agent the socket of the SSH agent whose keys are tried too
 * @param connectTimeout for a connection, and again for letting the user in
 * @param requestTimeout how long one answer may take
 * @param keepAlive how often an idle connection is asked whether it still lives
 * @param maxAttempts connections tried for one request
 */
record SftpSettings(
        String name,
        String host,
        int port,
        String user,
        @Nullable String password,
        String path,
        List<KeyPair> keys,
        @Nullable Path agent,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration keepAlive,
        int maxAttempts) {

    private static final int DEFAULT_PORT = 22;

    static SftpSettings of(ReplicaOptions options) {
        RemoteAddress address = RemoteAddress.of(options.url());
        return new SftpSettings(
                options.url().toString(),
                address.host(),
                address.port().orElse(DEFAULT_PORT),
                user(options, address),
                password(options, address),
                address.path(),
                options.text("key-path")
                        .map(path -> UserKeys.load(path, options.text("key-passphrase")))
                        .orElse(List.of()),
                options.flag("agent", false) ? agent(options) : null,
                options.duration("connect-timeout", Duration.ofSeconds(10)),
                options.duration("request-timeout", Duration.ofSeconds(30)),
                options.duration("keep-alive", Duration.ofSeconds(15)),
                options.count("max-attempts", 3));
    }

    private static String user(ReplicaOptions options, RemoteAddress address) {
        return Optional.ofNullable(address.user())
                .or(() -> options.text("username"))
                .orElseThrow(() -> new IllegalArgumentException("sftp replica " + options.url()
                        + " names no user: write sftp://user@host/path or set 'username'"));
    }

    private static Path agent(ReplicaOptions options) {
        return options.text("agent-socket")
                .or(() -> Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")))
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException("sftp replica " + options.url()
                        + " needs an SSH agent (agent=true), but neither 'agent-socket' nor the variable SSH_AUTH_SOCK"
                        + " says where it is"));
    }

    private static @Nullable String password(ReplicaOptions options, RemoteAddress address) {
        return Optional.ofNullable(address.password())
                .or(() -> options.text("password"))
                .orElse(null);
    }

    /** Returns how long another client that is in our way may stand still. */
    Duration patience() {
        return requestTimeout.dividedBy(3);
    }

    @Override
    public String toString() {
        return name;
    }
}
