package io.litestream4j.replica.azure;

import com.azure.storage.blob.BlobServiceClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes clients for {@code abs://[account@]container/path}.
 *
 * <p>The application's {@link BlobServiceClient} is used when the URL and the settings name no other account and no secret.
 */
public final class AzureReplicaClientFactory implements ReplicaClientFactory {

    private final UnaryOperator<String> environment;

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public AzureReplicaClientFactory() {
        this(name -> Optional.ofNullable(System.getenv(name)).orElse(""));
    }

    AzureReplicaClientFactory(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public Set<String> types() {
        return Set.of("abs");
    }

    @Override
    public Optional<String> library() {
        return Optional.of("com.azure:azure-storage-blob");
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        AzureLocation location = AzureLocation.of(options.url());
        Optional<String> account = Optional.ofNullable(location.account()).or(() -> options.text("account-name"));
        AzureConnection connection = options.client(BlobServiceClient.class)
                .filter(client -> !AzureCredential.isSet(options))
                .filter(client -> account.map(name -> name.equals(client.getAccountName()))
                        .orElse(true))
                .map(AzureConnection::ofApplication)
                .orElseGet(() -> connect(options, account));
        return new AzureReplicaClient(options.url(), location, connection, AzureTransfer.of(options));
    }

    private AzureConnection connect(ReplicaOptions options, Optional<String> name) {
        String account = name.orElseThrow(() -> new IllegalArgumentException(
                "abs replica URL names no account: write abs://account@container/path, or set account-name"));
        String endpoint = options.text("endpoint").orElseGet(() -> AzureLocation.publicEndpoint(account));
        AzureCredential credential = AzureCredential.of(options, account, environment);
        try {
            return AzureConnection.create(options, endpoint, credential);
        } catch (NoClassDefFoundError e) {
            if (credential instanceof AzureCredential.Default) {
                throw new IllegalArgumentException(
                        "abs replica has neither account-key nor sas-token: set one, or add the dependency"
                                + " com.azure:azure-identity for the default credential",
                        e);
            }
            throw e;
        }
    }
}
