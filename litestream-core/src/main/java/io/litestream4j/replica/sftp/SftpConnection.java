package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.security.PublicKey;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which the user has been let in.
 *
 * @param session the connection
 * @param sftp the file transfer in it; safe for use by several threads
 */
record SftpConnection(ClientSession session, AbstractSftpClient sftp) implements Closeable {

    private static final int PROTOCOL_VERSION = 3;

    static SftpConnection open(SshClient client, SftpSettings settings, HostKeys hostKeys) throws IOException {
        AtomicReference<@Nullable PublicKey> refusedKey = new AtomicReference<>();
        ClientSession session = connect(client, settings, refusedKey);
        try {
            authenticate(session, settings, hostKeys, refusedKey);
            return new SftpConnection(session, startSftp(session, settings));
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    private static ClientSession connect(
            SshClient client, SftpSettings settings, AtomicReference<@Nullable PublicKey> refusedKey)
            throws IOException {
        AttributeRepository context = AttributeRepository.ofKeyValuePair(SshClients.REFUSED_KEY, refusedKey);
        try {
            return client.connect(settings.user(), settings.host(), settings.port(), context, null)
                    .verify(settings.connectTimeout())
                    .getClientSession();
        } catch (IOException e) {
            throw Interrupts.or(e, () -> unavailable(settings, "check host, port and firewall: cannot connect", e));
        }
    }

    private static void authenticate(
            ClientSession session,
            SftpSettings settings,
            HostKeys hostKeys,
            AtomicReference<@Nullable PublicKey> refusedKey)
            throws IOException {
        settings.keys().forEach(session::addPublicKeyIdentity);
        if (settings.password() != null) {
            session.addPasswordIdentity(settings.password());
        }
        try {
            session.auth().verify(settings.connectTimeout());
        } catch (IOException e) {
            throw Interrupts.or(e, () -> unavailable(settings, advice(settings, hostKeys, refusedKey.get(), e), e));
        }
    }

    private static String advice(
            SftpSettings settings, HostKeys hostKeys, @Nullable PublicKey refused, IOException failure) {
        if (refused != null) {
            return "the server shows a host key that is not in " + hostKeys.source() + ": it is "
                    + PublicKeyEntry.toString(refused) + " with fingerprint " + KeyUtils.getFingerPrint(refused)
                    + "; accept it only if it is the server's own";
        }
        if (!(failure instanceof SshException refusal)
                || refusal.getDisconnectCode() != SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return "check the network: the connection broke at the login";
        }
        return "check user, password and key-path: the server does not let the user '" + settings.user() + "' in";
    }

    private static AbstractSftpClient startSftp(ClientSession session, SftpSettings settings) throws IOException {
        try {
            return (AbstractSftpClient) SftpClientFactory.instance()
                    .createSftpClient(session, SftpVersionSelector.fixedVersionSelector(PROTOCOL_VERSION));
        } catch (IOException e) {
            throw Interrupts.or(
                    e,
                    () -> unavailable(settings, "check that the server offers the subsystem 'sftp' to this user", e));
        }
    }

    static ReplicaUnavailableException unavailable(SftpSettings settings, String advice, Exception cause) {
        return new ReplicaUnavailableException(
                "replica " + settings + " cannot be used: " + advice + " (" + cause.getMessage() + ")", cause);
    }

    boolean isOpen() {
        return session.isOpen() && sftp.isOpen() && !sftp.isClosing();
    }

    @Override
    public void close() {
        session.close(true);
    }
}
