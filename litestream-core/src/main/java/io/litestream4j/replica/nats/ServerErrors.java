package io.litestream4j.replica.nats;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a server forbids, for it says so beside the request, which itself gets no answer; and why a connection was
 * not made, which the library keeps to itself. Replaces the library's own listener, which would write to its log. Safe for
 * use by several threads.
 */
final class ServerErrors implements ErrorListener {

    private volatile @Nullable String forbidden;
    private volatile @Nullable Exception failure;

    @Override
    public void errorOccurred(Connection connection, String error) {
        if (error.toLowerCase(Locale.ROOT).contains("permissions violation")) {
            forbidden = error;
        }
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception exception) {
        failure = exception;
    }

    /** Returns why the last connection was not made or has broken; empty if the library did not say. */
    Optional<Exception> lastFailure() {
        return Optional.ofNullable(failure);
    }

    /** Returns what was forbidden since the last time, and forgets it. */
    Optional<String> takeForbidden() {
        Optional<String> last = Optional.ofNullable(forbidden);
        forbidden = null;
        return last;
    }
}
