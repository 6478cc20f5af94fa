package io.litestream4j.replica.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what those are told who do not. */
class AzureAccessTests {

    private static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 1, Instant.EPOCH);

    private static Azurite azurite;

    private BlobContainerClient container;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        azurite = Azurite.start(directory);
    }

    @AfterAll
    static void stop() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @BeforeEach
    void createContainer() {
        container = azurite.newContainer();
    }

    @Test
    void aWrongKeyIsNamedButNotShown() throws IOException {
        String wrong = "d3Jvbmcga2V5LCBidXQgbG9uZyBlbm91Z2ghISEhISEh";
        try (ReplicaClient client = client(options().withSettings(Map.of("account-key", wrong)))) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining("AuthorizationFailure (HTTP 403)")
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain(wrong));
        }
    }

    @Test
    void aMissingContainerIsNamed() throws IOException {
        try (ReplicaClient client = client(azurite.optionsWithKey("nothing-here"))) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining("create the container 'nothing-here'");
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.open(FILE, 0, -1))
                    .withMessageContaining("create the container 'nothing-here'");
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> create(client))
                    .withMessageContaining("create the container 'nothing-here'");
        }
    }

    @Test
    void aSasThatMayReadAndListIsEnoughToRestore() throws IOException {
        upload();
        String sas = sas("rl");
        try (ReplicaClient client = client(options().withSettings(Map.of("sas-token", "?" + sas)))) {
            assertThat(client.list(0, TxId.NONE)).hasSize(1);
            assertThat(client.open(FILE, 0, -1)).hasContent("x");
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> create(client))
                    .withMessageContaining("'Storage Blob Data Contributor'")
                    .withMessageContaining("create (c)")
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain(signature(sas)));
        }
    }

    @Test
    void aSasThatMayCreateIsEnoughToReplicateWithoutDeleting() throws IOException {
        try (ReplicaClient client = client(options().withSettings(Map.of("sas-token", sas("rlc"))))) {
            create(client);
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.delete(List.of(FILE)))
                    .withMessageContaining("delete (d)");
        }
    }

    @Test
    void theEnvironmentGivesASasBeforeAKey() throws IOException {
        Map<String, String> environment =
                Map.of("LITESTREAM_AZURE_SAS_TOKEN", sas("rl"), "LITESTREAM_AZURE_ACCOUNT_KEY", Azurite.KEY);
        AzureReplicaClientFactory factory = new AzureReplicaClientFactory(name -> environment.getOrDefault(name, ""));
        try (ReplicaClient client = factory.create(options())) {
            assertThat(client.list(0, TxId.NONE)).isEmpty();
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> create(client));
        }
    }

    @Test
    void theApplicationsClientIsUsedAndStaysOpen() throws IOException {
        BlobServiceClient service = azurite.service();
        ReplicaOptions options = ReplicaOptions.of(
                        ReplicaUrl.parse("abs://" + container.getBlobContainerName() + "/backup/app.db"))
                .withClient(BlobServiceClient.class, service);
        try (ReplicaClient client = client(options)) {
            create(client);
            assertThat(client.list(0, TxId.NONE)).hasSize(1);
            client.delete(List.of(FILE));
        }
        assertThatNoException().isThrownBy(service::getProperties);
    }

    private ReplicaOptions options() {
        return azurite.options(container.getBlobContainerName());
    }

    private static ReplicaClient client(ReplicaOptions options) {
        return ReplicaClients.create(options);
    }

    private static void create(ReplicaClient client) throws IOException {
        client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[] {1}));
    }

    private void upload() {
        container.getBlobClient("backup/app.db/ltx/0/" + NAME).upload(BinaryData.fromString("x"));
    }

    private String sas(String permissions) {
        return container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plus(Duration.ofHours(1)), BlobContainerSasPermission.parse(permissions)));
    }

    private static String signature(String sas) {
        return sas.substring(sas.indexOf("sig=") + 4);
    }
}
