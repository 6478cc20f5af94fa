package io.litestream4j.replica.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.WithoutLibrary;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said in a URL and in settings. */
class AzureSettingsTests {

    private final AzureReplicaClientFactory factory = new AzureReplicaClientFactory(name -> "");

    @ParameterizedTest
    @CsvSource({
        "abs://account@box/a/b, account, box, a/b",
        "abs://account@box/a/b/, account, box, a/b",
        "abs://account@box, account, box, ''",
        "abs://box/a%20b, , box, a b",
        "abs://my_account@my-box/a, my_account, my-box, a"
    })
    void aUrlNamesAccountContainerAndPath(String url, String account, String container, String path) {
        assertThat(AzureLocation.of(ReplicaUrl.parse(url))).isEqualTo(new AzureLocation(account, container, path));
    }

    @Test
    void aPublicEndpointIsMadeOfTheAccount() {
        assertThat(AzureLocation.publicEndpoint("Account")).isEqualTo("https://account.blob.core.windows.net");
    }

    @Test
    void aUrlWithoutContainerIsRefused() {
        assertRefused("abs://account@/path", Map.of(), "names no container");
    }

    @Test
    void aUrlWithAPasswordIsRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(options("abs://account:hidden@box/path", Map.of())))
                .withMessageContaining("account-key")
                .withMessageNotContaining("hidden");
    }

    @Test
    void somebodyHasToNameTheAccount() {
        assertRefused("abs://box/path", Map.of(), "set account-name");
    }

    @Test
    void settingsAreChecked() {
        assertRefused("abs://a@box", Map.of("account-key", "aw==", "part-size", "2GB"), "part-size");
        assertRefused("abs://a@box", Map.of("account-key", "aw==", "storage-class", "Archive"), "storage-class");
        assertRefused("abs://a@box", Map.of("account-key", "not base64"), "account-key");
    }

    @Test
    void withoutASecretTheDefaultCredentialIsUsed() {
        assertThat(AzureCredential.of(options("abs://a@box", Map.of()), "a", name -> ""))
                .isEqualTo(new AzureCredential.Default());
        assertThatNoException().isThrownBy(() -> factory.create(options("abs://a@box", Map.of()))
                .close());
    }

    @Test
    void settingsComeBeforeTheEnvironmentAndASasBeforeAKey() {
        ReplicaOptions key = options("abs://a@box", Map.of("account-key", "aw=="));
        assertThat(AzureCredential.of(key, "a", name -> "env")).isEqualTo(new AzureCredential.Key("a", "aw=="));
        assertThat(AzureCredential.of(key.withSettings(Map.of("sas-token", "?s")), "a", name -> "env"))
                .isEqualTo(new AzureCredential.Sas("s"));
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new AzureCredential.Key("a", "hidden")).asString().doesNotContain("hidden");
        assertThat(new AzureCredential.Sas("hidden")).asString().doesNotContain("hidden");
    }

    @Test
    void partsGrowWithTheFileBecauseTheirNumberIsLimited() {
        AzureTransfer transfer = AzureTransfer.of(options("abs://a@box", Map.of()));
        assertThat(transfer.partSize(1L << 30)).isEqualTo(4 << 20);
        assertThat(transfer.partSize(1L << 40)).isBetween((1L << 40) / 50_000, (1L << 40) / 49_999);
    }

    @Test
    void theFactoryIsLoadedWithoutTheLibrary() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WithoutLibrary.create("com.azure.", "abs://a@box"))
                .withMessageContaining("com.azure:azure-storage-blob");
    }

    @Test
    void withoutTheIdentityLibrarySomebodyHasToNameASecret() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WithoutLibrary.create("com.azure.identity.", "abs://a@box"))
                .withMessageContaining("com.azure:azure-identity");
    }

    private void assertRefused(String url, Map<String, String> settings, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(options(url, settings)))
                .withMessageContaining(message);
    }

    private static ReplicaOptions options(String url, Map<String, String> settings) {
        return ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(settings);
    }
}
