package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaOptions;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to connect: servers, credentials, TLS.
 *
 * <p>Of several forms of credentials the first counts: {@code seed}, of an NKey or with {@code jwt} of a user; a file
 * ({@code creds}); user and password of the URL, or {@code username} and {@code password}; {@code token}. A user without
 * password is a token, as everywhere in NATS.
 */
final class NatsConnectOptions {

    private static final String DEFAULT_PORT = ":4222";

    private NatsConnectOptions() {}

    static Options of(ReplicaOptions options, ErrorListener errors) {
        Options.Builder builder = new Options.Builder()
                .servers(servers(options))
                .noRandomize()
                .connectionName("litestream")
                .connectionTimeout(options.duration("connect-timeout", Duration.ofSeconds(5)))
                .pingInterval(Duration.ofSeconds(20))
                // A broken connection is given up at once, and the next request makes a new one: so a request is never
                // kept back and sent when nobody waits for it any more.
                .noReconnect()
                .advancedRequestBehavior()
                .errorListener(errors);
        authenticate(builder, options);
        sslContext(options).ifPresent(context -> builder.sslContext(new HostCheckingSslContext(context)));
        return builder.build();
    }

    private static String[] servers(ReplicaOptions options) {
        String authority = options.url().uri().getRawAuthority();
        String hosts = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("nats replica URL has no host: expected nats://host:4222/bucket");
        }
        String[] servers = hosts.split(",");
        for (int i = 0; i < servers.length; i++) {
            servers[i] = "nats://" + servers[i] + (servers[i].matches(".*:\\d+") ? "" : DEFAULT_PORT);
        }
        return servers;
    }

    private static void authenticate(Options.Builder builder, ReplicaOptions options) {
        Optional<String> jwt = options.text("jwt");
        Optional<String> seed = options.text("seed");
        Optional<String> file = options.text("creds");
        if (jwt.isPresent() && seed.isEmpty()) {
            throw new IllegalArgumentException("jwt is set, but not the user's seed: set both, or creds");
        }
        if (seed.isPresent()) {
            builder.authHandler(Nats.staticCredentials(
                    jwt.map(String::toCharArray).orElse(null), seed.get().toCharArray()));
        } else if (file.isPresent()) {
            builder.authHandler(Nats.credentials(file.get()));
        } else {
            authenticateByText(builder, options);
        }
    }

    private static void authenticateByText(Options.Builder builder, ReplicaOptions options) {
        String authority = options.url().uri().getRawAuthority();
        String[] user =
                authority.substring(0, Math.max(0, authority.lastIndexOf('@'))).split(":", 2);
        String name = user[0].isEmpty() ? options.text("username").orElse("") : decode(user[0]);
        Optional<String> password = user.length == 2 ? Optional.of(decode(user[1])) : options.text("password");
        if (!name.isEmpty() && password.isPresent()) {
            builder.userInfo(name, password.get());
        } else if (!name.isEmpty()) {
            builder.token(name.toCharArray());
        } else {
            options.text("token").ifPresent(token -> builder.token(token.toCharArray()));
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<SSLContext> sslContext(ReplicaOptions options) {
        if (options.sslContext().isPresent() || !options.flag("tls", false)) {
            return options.sslContext();
        }
        try {
            return Optional.of(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
