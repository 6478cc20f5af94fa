package io.litestream4j.replica.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.litestream4j.replica.ReplicaOptions;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import reactor.netty.resources.ConnectionProvider;

/**
 * The client of one storage account: the application's own, which stays open, or one that is made from settings and closed
 * here. Safe for use by several threads.
 *
 * @param service the account
 * @param onClose what to do when the replica is closed
 */
record AzureConnection(BlobServiceClient service, Runnable onClose) implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY_DELAY = Duration.ofSeconds(8);
    private static final int MAX_ATTEMPTS = 4;

    static AzureConnection ofApplication(BlobServiceClient service) {
        return new AzureConnection(service, () -> {});
    }

    static AzureConnection create(ReplicaOptions options, String endpoint, AzureCredential credential) {
        ConnectionProvider connections = ConnectionProvider.create("litestream-azure");
        HttpClient http = http(options, connections);
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                .endpoint(endpoint)
                .httpClient(http)
                .retryOptions(retries(options));
        if (credential instanceof AzureCredential.Sas sas) {
            builder.credential(new AzureSasCredential(sas.token()));
        } else if (credential instanceof AzureCredential.Key key) {
            builder.credential(new StorageSharedKeyCredential(key.account(), key.key()));
        } else {
            builder.credential(AzureDefaultCredential.create(http));
        }
        return new AzureConnection(builder.buildClient(), connections::dispose);
    }

    private static HttpClient http(ReplicaOptions options, ConnectionProvider connections) {
        Duration timeout = options.duration("request-timeout", REQUEST_TIMEOUT);
        reactor.netty.http.client.HttpClient netty = options.sslContext()
                .map(context -> reactor.netty.http.client.HttpClient.create(connections)
                        .secure(spec -> spec.sslContext(nettyContext(context))))
                .orElseGet(() -> reactor.netty.http.client.HttpClient.create(connections));
        return new NettyAsyncHttpClientBuilder(netty)
                .connectTimeout(options.duration("connect-timeout", CONNECT_TIMEOUT))
                .writeTimeout(timeout)
                .responseTimeout(timeout)
                .readTimeout(timeout)
                .build();
    }

    private static JdkSslContext nettyContext(SSLContext context) {
        return new JdkSslContext(
                context, true, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false);
    }

    private static RequestRetryOptions retries(ReplicaOptions options) {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL,
                options.count("max-attempts", MAX_ATTEMPTS),
                // In whole seconds only, and the connection's own time-outs are exact.
                Duration.ofSeconds(options.duration("request-timeout", REQUEST_TIMEOUT)
                        .plusMillis(999)
                        .toSeconds()),
                FIRST_RETRY_DELAY,
                LAST_RETRY_DELAY,
                null);
    }

    BlobContainerClient container(String name) {
        return service.getBlobContainerClient(name);
    }

    /** Returns a container's client that waits for nothing, with the same connections, credential and tries. */
    BlobContainerAsyncClient asyncContainer(String name) {
        return new BlobServiceClientBuilder()
                .endpoint(service.getAccountUrl())
                .pipeline(service.getHttpPipeline())
                .serviceVersion(service.getServiceVersion())
                .buildAsyncClient()
                .getBlobContainerAsyncClient(name);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
