package io.litestream4j.replica.s3;

import java.net.ProxySelector;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.ssl.SSLInitializationException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * The AWS SDK's own HTTP client, Apache's, which sends on the thread that asks: no other thread has to be woken for a request.
 * What it lacks is added: an interrupt ends a request, no request takes for ever, and an {@link SSLContext} is taken as it is.
 * Safe for use by several threads.
 */
final class BlockingHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Duration timeout;

    /**
     * Creates a client.
     *
     * @param timeout how long a server may be silent
     * @param tls trust and keys; null for the JVM's own
     */
    BlockingHttpClient(Duration connectTimeout, Duration timeout, @Nullable SSLContext tls) {
        this.timeout = timeout;
        this.client = Apache5HttpClient.builder()
                .connectionTimeout(connectTimeout)
                .socketTimeout(timeout)
                // Who asks bounds the requests that are made at the same time.
                .maxConnections(Integer.MAX_VALUE)
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build())
                .httpRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .tlsSocketStrategy(tls(tls))
                .build();
    }

    /** Asks for the JVM's own trust when it is needed for the first time: reading it takes a while. */
    private static TlsSocketStrategy tls(@Nullable SSLContext tls) {
        return (socket, host, port, attachment, context) ->
                strategy(tls == null ? jvmTls() : tls).upgrade(socket, host, port, attachment, context);
    }

    /** The name of the host is part of what the JDK checks a certificate for, which trust may leave out. */
    private static TlsSocketStrategy strategy(SSLContext tls) {
        return new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE);
    }

    private static SSLContext jvmTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new SSLInitializationException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new BlockingExchange(client, request, timeout);
    }

    @Override
    public void close() {
        client.close();
    }
}
