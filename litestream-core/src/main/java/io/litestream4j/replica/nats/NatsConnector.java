package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaOptions;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection, made by the first request and again after it was lost. The application's own connection is used as
 * it is and never closed. Safe for use by several threads.
 */
final class NatsConnector {

    private final NatsSettings settings;
    private final Opening opening;
    private final boolean owned;
    private final ServerErrors errors = new ServerErrors();
    private final Lock lock = new ReentrantLock();
    private volatile @Nullable NatsSession session;

    NatsConnector(ReplicaOptions options, NatsSettings settings) {
        this.settings = settings;
        Optional<Connection> foreign = options.client(Connection.class);
        this.owned = foreign.isEmpty();
        this.opening = foreign.<Opening>map(connection -> () -> connection).orElseGet(() -> opening(options));
    }

    private Opening opening(ReplicaOptions options) {
        Options connect = NatsConnectOptions.of(options, errors);
        return () -> {
            try {
                return Nats.connect(connect);
            } catch (AuthenticationException e) {
                throw e;
            } catch (IOException e) {
                String reason =
                        errors.lastFailure().map(failure -> ": " + failure).orElse("");
                throw new IOException(e.getMessage() + reason, e);
            }
        };
    }

    private interface Opening {

        Connection open() throws IOException, InterruptedException;
    }

    /** Returns what the server has last said on its own. */
    ServerErrors errors() {
        return errors;
    }

    /** Returns the open session, or opens one; others who need it wait meanwhile. */
    NatsSession session() throws Exception {
        NatsSession open = session;
        if (open != null && open.isUsable()) {
            return open;
        }
        lock.lockInterruptibly();
        try {
            return opened();
        } finally {
            lock.unlock();
        }
    }

    private NatsSession opened() throws Exception {
        NatsSession open = session;
        if (open == null || !open.isUsable()) {
            Connection connection = opening.open();
            try {
                open = NatsSession.open(connection, settings);
            } catch (Exception e) {
                discard(connection);
                throw e;
            }
            session = open;
        }
        return open;
    }

    /** Gives a connection up on which a request has had no answer, so that the next request makes a new one. */
    void discard(NatsSession broken) {
        discard(broken.connection());
    }

    private void discard(Connection connection) {
        if (!owned) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            connection.close();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void close() {
        NatsSession open = session;
        if (open != null) {
            discard(open);
        }
    }
}
