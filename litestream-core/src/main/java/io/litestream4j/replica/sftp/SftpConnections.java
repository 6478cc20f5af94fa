package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.WritePendingException;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection for all threads, made when it is first needed and again when it has broken. A request whose
 * connection breaks is sent again on a new one.
 */
final class SftpConnections implements Closeable {

    private final SftpSettings settings;
    private final HostKeys hostKeys;
    private final SshClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SftpConnection connection;
    private boolean closed;

    SftpConnections(SftpSettings settings, HostKeys hostKeys) {
        this.settings = settings;
        this.hostKeys = hostKeys;
        this.client = SshClients.create(settings, hostKeys);
    }

    SftpSettings settings() {
        return settings;
    }

    /**
     * Sends a request.
     *
     * @throws SftpException if the server answers that it did not do it
     * @throws ReplicaUnavailableException if there is no answer
     */
    <T> T call(Request<T> request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Interrupts.check();
            SftpConnection used = connection();
            try {
                return request.send(used.sftp());
            } catch (SftpException e) {
                throw e;
            } catch (IOException e) {
                if (used.isOpen() && !(e instanceof SshException)) {
                    // not the connection's fault
                    throw Interrupts.or(e, () -> e);
                }
                giveUpOrGoOn(used, attempt, e);
            } catch (WritePendingException e) {
                // The library still sends what a thread wanted that was interrupted, and takes nothing else meanwhile.
                giveUpOrGoOn(used, attempt, new IOException(e.getMessage(), e));
            }
        }
    }

    private void giveUpOrGoOn(SftpConnection broken, int attempt, IOException failure) throws IOException {
        broken.close();
        if (attempt >= settings.maxAttempts()) {
            throw Interrupts.or(
                    failure,
                    () -> SftpConnection.unavailable(settings, "the connection broke " + attempt + " times", failure));
        }
    }

    private SftpConnection connection() throws IOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection to " + settings);
        }
        try {
            if (closed) {
                throw new IOException("replica client for " + settings + " is closed");
            }
            SftpConnection current = connection;
            if (current == null || !current.isOpen()) {
                client.start();
                current = SftpConnection.open(client, settings, hostKeys);
                connection = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            client.stop();
        } finally {
            lock.unlock();
        }
    }

    interface Request<T> {
        T send(AbstractSftpClient sftp) throws IOException;
    }
}
