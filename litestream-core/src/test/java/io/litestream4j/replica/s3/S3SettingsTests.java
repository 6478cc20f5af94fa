package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTests {

    /** 32 bytes of zero, and their MD5. */
    private static final String KEY = "A".repeat(43) + "=";

    private static final String KEY_MD5 = "cLyPS3KoaSFGi/joRB3OUQ==";

    @Test
    void defaultsAreLitestreams() {
        assertThat(settings("s3://b/x", Map.of()))
                .isEqualTo(new S3Settings(
                        5 << 20,
                        5,
                        null,
                        new S3Encryption.Default(),
                        true,
                        true,
                        true,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conditionalWrites=false&partSize=8MiB&concurrency=3&storageClass=STANDARD_IA"
                        + "&sseKmsKeyId=k&requireContentMd5=false&signPayload=false",
                "conditional-writes=false&part-size=8388608&concurrency=3&storage-class=STANDARD_IA"
                        + "&sse-kms-key-id=k&require-content-md5=false&sign-payload=false"
            })
    void everythingCanBeSetInBothSpellings(String query) {
        Map<String, String> times = Map.of("connect-timeout", "1s", "request-timeout", "2s", "max-attempts", "4");
        assertThat(settings("s3://b/x?" + query, times))
                .isEqualTo(new S3Settings(
                        8 << 20,
                        3,
                        "STANDARD_IA",
                        new S3Encryption.KmsKey("k"),
                        false,
                        false,
                        false,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        4));
    }

    @Test
    void providersDiffer() {
        assertThat(settings("s3://b/x?endpoint=a.r2.cloudflarestorage.com", Map.of())
                        .concurrency())
                .isEqualTo(2);
        assertThat(settings("s3://b/x?endpoint=t3.storage.dev", Map.of()).contentMd5())
                .isFalse();
    }

    @Test
    void smallPartsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("s3://b/x?partSize=1MiB", Map.of()))
                .withMessageContaining("part-size must be 5MiB or more");
    }

    @Test
    void theMd5OfACustomerKeyIsComputed() {
        assertThat(settings("s3://b/x", Map.of("sse-customer-key", KEY)).encryption())
                .isEqualTo(new S3Encryption.CustomerKey("AES256", KEY, KEY_MD5));
    }

    @ParameterizedTest
    @CsvSource({
        "sse-customer-key, c2hvcnQ=, 32 bytes",
        "sse-customer-key, no base64!, 32 bytes",
        "sse-customer-key-md5, x, sse-customer-key is missing",
        "sse-customer-algorithm, AES256, sse-customer-key is missing",
    })
    void wrongCustomerKeysAreRefusedWithoutShowingThem(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("s3://b/x", Map.of(name, value)))
                .withMessageContaining(message)
                .withMessageNotContaining("c2hvcnQ")
                .withNoCause();
    }

    @Test
    void whatDoesNotGoWithACustomerKeyIsRefused() {
        assertRefused("s3://b/x?sseKmsKeyId=k", "exclude each other");
        assertRefused("s3://b/x?sse-customer-key-md5=x", "is not the MD5");
        assertRefused("s3://b/x?sse-customer-algorithm=DES", "must be AES256");
        assertRefused("s3://b/x?endpoint=http://objects.example.com", "in the clear");
    }

    @Test
    void aCustomerKeyMayStayInAPrivateNetwork() {
        assertThat(settings("s3://b/x?endpoint=http://10.0.0.1:9000", Map.of("sse-customer-key", KEY))
                        .encryption())
                .isInstanceOf(S3Encryption.CustomerKey.class);
    }

    @Test
    void aCustomerKeyIsNotShown() {
        assertThat(settings("s3://b/x", Map.of("sse-customer-key", KEY)))
                .asString()
                .doesNotContain("AAAA", KEY_MD5);
    }

    private static void assertRefused(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(url, Map.of("sse-customer-key", KEY)))
                .withMessageContaining(message);
    }

    private static S3Settings settings(String url, Map<String, String> settings) {
        ReplicaOptions options = ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(settings);
        return S3Settings.of(options, S3Location.of(options, name -> null));
    }
}
