package io.litestream4j.replica.sftp;

import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.jspecify.annotations.Nullable;

/** Sets up the SSH library: nothing is taken from the user's home, and every wait has an end. */
final class SshClients {

    /**
     * Where a connection's context keeps the key that the server showed, if it is not accepted. It is not the session's
     * attribute, for a session that closes forgets those.
     */
    static final AttributeKey<AtomicReference<@Nullable PublicKey>> REFUSED_KEY = new AttributeKey<>();

    private SshClients() {}

    /** Returns a client that is not started; the caller stops it. */
    static SshClient create(SftpSettings settings, HostKeys hostKeys) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        List<NamedFactory<Signature>> signatures = List.copyOf(client.getSignatureFactories());
        client.setUserAuthFactories(List.of(
                new UserAuthPublicKeyFactory(signatures),
                new UserAuthPasswordFactory(),
                new UserAuthKeyboardInteractiveFactory()));
        // The server has several keys and shows the one of our first choice.
        client.setSignatureFactories(signatures.stream()
                .sorted(Comparator.comparing(factory -> !hostKeys.usesAlgorithm(factory.getName())))
                .toList());
        client.setServerKeyVerifier((session, address, key) -> {
            boolean accepted = hostKeys.accepts(key);
            if (!accepted) {
                session.getConnectionContext().getAttribute(REFUSED_KEY).set(key);
            }
            return accepted;
        });
        if (settings.agent() != null) {
            client.setAgentFactory(new SshAgents(settings.agent()));
        }
        setTimeouts(client, settings);
        return client;
    }

    private static void setTimeouts(SshClient client, SftpSettings settings) {
        CoreModuleProperties.NIO_WORKERS.set(client, 1);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, settings.connectTimeout());
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, settings.connectTimeout());
        // The library's limit for an answer, and for a connection on which nothing at all arrives.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, settings.requestTimeout());
        AbstractSftpClient.SFTP_CLIENT_CMD_TIMEOUT.set(client, settings.requestTimeout());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.keepAlive());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 1);
    }
}
