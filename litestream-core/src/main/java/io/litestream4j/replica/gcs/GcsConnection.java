package io.litestream4j.replica.gcs;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client of the service: the application's own, which stays open, or one that is made from settings with the first
 * request, because finding the credentials may take requests itself. Safe for use by several threads.
 */
final class GcsConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY_DELAY = Duration.ofSeconds(8);
    private static final int MAX_ATTEMPTS = 4;

    private final HttpStorageOptions.Builder settings = StorageOptions.http();
    private final HttpTransportFactory transports;
    private final boolean anonymous;
    private final @Nullable Storage application;
    private @Nullable Storage own;

    private GcsConnection(ReplicaOptions options, @Nullable Storage application) {
        this.application = application;
        Optional<String> endpoint = options.text("endpoint");
        // A token never goes over a connection that anybody can read; a server for tests asks for none.
        this.anonymous = endpoint.filter(url -> url.startsWith("http://")).isPresent();
        this.transports = transports(options);
        Duration connect = options.duration("connect-timeout", CONNECT_TIMEOUT);
        Duration request = options.duration("request-timeout", REQUEST_TIMEOUT);
        endpoint.ifPresent(settings::setHost);
        settings.setProjectId("unused") // the library would look for one, but objects are found without
                .setTransportOptions(HttpTransportOptions.newBuilder()
                        .setHttpTransportFactory(transports)
                        .setConnectTimeout((int) connect.toMillis())
                        .setReadTimeout((int) request.toMillis())
                        .build())
                .setRetrySettings(retries(options.count("max-attempts", MAX_ATTEMPTS), connect.plus(request)))
                // Every write of ours has a precondition and a deletion can be repeated: all may be sent again.
                .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy());
    }

    static GcsConnection of(ReplicaOptions options) {
        return new GcsConnection(options, options.client(Storage.class).orElse(null));
    }

    static HttpTransportFactory transports(ReplicaOptions options) {
        NetHttpTransport.Builder builder = new NetHttpTransport.Builder();
        options.sslContext().ifPresent(context -> builder.setSslSocketFactory(context.getSocketFactory()));
        NetHttpTransport transport = builder.build();
        return () -> transport;
    }

    private static RetrySettings retries(int attempts, Duration timeout) {
        return RetrySettings.newBuilder()
                .setMaxAttempts(attempts)
                .setInitialRetryDelayDuration(FIRST_RETRY_DELAY)
                .setRetryDelayMultiplier(2)
                .setMaxRetryDelayDuration(LAST_RETRY_DELAY)
                .setTotalTimeoutDuration(timeout.plus(LAST_RETRY_DELAY).multipliedBy(attempts))
                .build();
    }

    /**
     * Returns the client.
     *
     * @throws IOException if the process has no credentials
     */
    synchronized Storage storage() throws IOException {
        if (application != null) {
            return application;
        }
        if (own == null) {
            own = settings.setCredentials(credentials()).build().getService();
        }
        return own;
    }

    private Credentials credentials() throws IOException {
        return anonymous ? NoCredentials.getInstance() : GoogleCredentials.getApplicationDefault(transports);
    }

    @Override
    public synchronized void close() throws IOException {
        if (own != null) {
            try {
                own.close();
            } catch (Exception e) {
                throw new IOException("cannot close the client: " + e, e);
            }
        }
    }
}
