package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;

/** Runs requests against the bucket, again after a connection has broken. Safe for use by several threads. */
final class NatsBucket {

    private final ReplicaUrl url;
    private final NatsSettings settings;
    private final NatsConnector connector;
    private final NatsFailures failures;

    NatsBucket(ReplicaOptions options) {
        url = options.url();
        settings = NatsSettings.of(options);
        connector = new NatsConnector(options, settings);
        failures = new NatsFailures(url, settings.bucket());
    }

    /** One try of a request. */
    interface Attempt<T> {

        /** Talks to the store; of the exceptions only {@link LocalFailure} is not taken for a broken connection. */
        T on(ObjectStream stream) throws Exception;
    }

    ReplicaUrl url() {
        return url;
    }

    NatsSettings settings() {
        return settings;
    }

    /**
     * Makes a request, several times if no answer comes.
     *
     * @param action what is done, as it follows on "cannot", with the object's name
     */
    <T> T call(String action, Attempt<T> attempt) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return once(attempt);
            } catch (Exception e) {
                // What the server forbids gets no answer ever.
                var forbidden = connector.errors().takeForbidden();
                boolean last = tries >= settings.maxAttempts() || forbidden.isPresent();
                if (last || NatsFailures.isAnswer(e) || NatsFailures.isInterrupt(e)) {
                    throw failures.describe(action, e, forbidden);
                }
            }
        }
    }

    private <T> T once(Attempt<T> attempt) throws Exception {
        NatsSession session = connector.session();
        try {
            return attempt.on(new ObjectStream(session, settings));
        } catch (Exception e) {
            Exception failure = NatsFailures.unwrap(e);
            if (!NatsFailures.isAnswer(failure) && !NatsFailures.isInterrupt(failure)) {
                connector.discard(session);
            }
            throw failure;
        }
    }

    /** Says in our words what went wrong outside of {@link #call}. */
    IOException failed(String action, Exception failure) {
        return failures.describe(
                action, NatsFailures.unwrap(failure), connector.errors().takeForbidden());
    }

    void close() {
        connector.close();
    }
}
