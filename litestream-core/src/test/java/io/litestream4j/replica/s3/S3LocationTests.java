package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTests {

    private static final String ACCESS_POINT = "arn:aws:s3:us-west-2:123456789012:accesspoint";

    @ParameterizedTest
    @CsvSource({
        "s3://b/some/path, b, some/path, us-east-1, , false, AWS",
        "s3://b, b, '', us-east-1, , false, AWS",
        "s3://my_bucket/x, my_bucket, x, us-east-1, , false, AWS",
        "s3://my.dotted.bucket/x/, my.dotted.bucket, x, us-east-1, , false, AWS",
        "s3://b/x?region=eu-west-1, b, x, eu-west-1, , false, AWS",
        "s3://b/x?forcePathStyle=true, b, x, us-east-1, , true, AWS",
        "s3://b.s3.amazonaws.com/x, b, x, us-east-1, , false, AWS",
        "s3://b.s3.eu-west-1.amazonaws.com/x, b, x, eu-west-1, , false, AWS",
        "s3://a.b.s3.eu-west-1.amazonaws.com/x, a.b, x, eu-west-1, , false, AWS",
    })
    void amazon(
            String url, String bucket, String path, String region, @Nullable URI endpoint, boolean style, String p) {
        assertThat(location(url))
                .isEqualTo(new S3Location(bucket, path, region, endpoint, style, S3Provider.valueOf(p)));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://b.fra1.digitaloceanspaces.com/x, fra1, https://fra1.digitaloceanspaces.com, false, CLOUD",
        "s3://b.s3.us-west-002.backblazeb2.com/x, us-west-002, https://s3.us-west-002.backblazeb2.com, true, B2",
        "s3://b.s3.filebase.com/x, us-east-1, https://s3.filebase.com, true, FILEBASE",
        "s3://b.s3.fr-par.scw.cloud/x, fr-par, https://s3.fr-par.scw.cloud, false, CLOUD",
        "s3://b.localhost:9000/x, us-east-1, http://localhost:9000, true, SERVER",
        "s3://b.127.0.0.1:9000/x, us-east-1, http://127.0.0.1:9000, true, SERVER",
        "s3://b.minio.internal:9000/x, us-east-1, http://minio.internal:9000, true, SERVER",
    })
    void hostForms(String url, String region, URI endpoint, boolean style, S3Provider provider) {
        assertThat(location(url)).isEqualTo(new S3Location("b", "x", region, endpoint, style, provider));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9000, http://localhost:9000, SERVER",
        "127.0.0.1:9000, http://127.0.0.1:9000, SERVER",
        "10.1.2.3:9000, http://10.1.2.3:9000, SERVER",
        "172.16.0.1, http://172.16.0.1, OTHER",
        "172.32.0.1, https://172.32.0.1, OTHER",
        "192.168.1.1:9000, http://192.168.1.1:9000, SERVER",
        "nas.local, http://nas.local, OTHER",
        "minio.example.com:9000, https://minio.example.com:9000, SERVER",
        "http://minio.example.com:9000, http://minio.example.com:9000, SERVER",
        "https://localhost:9000, https://localhost:9000, SERVER",
        "account.r2.cloudflarestorage.com, https://account.r2.cloudflarestorage.com, R2",
        "https://fly.storage.tigris.dev, https://fly.storage.tigris.dev, TIGRIS",
        "t3.storage.dev, https://t3.storage.dev, TIGRIS",
        "s3.us-west-002.backblazeb2.com, https://s3.us-west-002.backblazeb2.com, B2",
        "s3.filebase.com, https://s3.filebase.com, FILEBASE",
        "ref.supabase.co, https://ref.supabase.co, SUPABASE",
        "fra1.digitaloceanspaces.com, https://fra1.digitaloceanspaces.com, CLOUD",
        "fsn1.your-objectstorage.com, https://fsn1.your-objectstorage.com, CLOUD",
        "s3.fr-par.scw.cloud, https://s3.fr-par.scw.cloud, CLOUD",
        "storage.googleapis.com, https://storage.googleapis.com, CLOUD",
        "s3.wasabisys.com, https://s3.wasabisys.com, CLOUD",
        "us-east-1.linodeobjects.com, https://us-east-1.linodeobjects.com, CLOUD",
        "objects.example.com, https://objects.example.com, OTHER",
    })
    void endpointsTurnPathStyleOn(String endpoint, URI expected, S3Provider provider) {
        assertThat(location("s3://b/x?endpoint=" + endpoint))
                .isEqualTo(new S3Location("b", "x", "us-east-1", expected, true, provider));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forcePathStyle=false", "force-path-style=false"})
    void pathStyleCanBeTurnedOff(String parameter) {
        assertThat(location("s3://b/x?endpoint=objects.example.com&" + parameter)
                        .pathStyle())
                .isFalse();
    }

    @Test
    void anEndpointComesBeforeThatOfTheHost() {
        assertThat(location("s3://b.s3.fr-par.scw.cloud/x?endpoint=localhost:1"))
                .isEqualTo(
                        new S3Location("b", "x", "fr-par", URI.create("http://localhost:1"), true, S3Provider.SERVER));
    }

    @Test
    void settingsWorkLikeParameters() {
        ReplicaOptions options = options("s3://b/x")
                .withSettings(Map.of("endpoint", "localhost:1", "region", "r", "force-path-style", "false"));
        assertThat(S3Location.of(options, name -> null))
                .isEqualTo(new S3Location("b", "x", "r", URI.create("http://localhost:1"), false, S3Provider.SERVER));
    }

    @Test
    void theEnvironmentFillsWhatIsMissing() {
        Map<String, String> environment =
                Map.of("AWS_REGION", "eu-central-1", "LITESTREAM_S3_ENDPOINT", "localhost:9000");
        assertThat(S3Location.of(options("s3://b/x"), environment::get).endpoint())
                .isEqualTo(URI.create("http://localhost:9000"));
        assertThat(S3Location.of(options("s3://b/x"), Map.of("AWS_REGION", "eu-central-1")::get)
                        .region())
                .isEqualTo("eu-central-1");
    }

    @Test
    void accessPointsReachIntoThePath() {
        assertThat(location("s3://" + ACCESS_POINT + "/backups/some/path"))
                .isEqualTo(new S3Location(
                        ACCESS_POINT + "/backups", "some/path", "us-west-2", null, false, S3Provider.AWS));
        assertThat(location("s3://" + ACCESS_POINT + "/backups").path()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:///path, names no bucket",
        "s3://key:secret@b/x, access-key-id",
        "s3://localhost:9000/x, s3://bucket/path?endpoint=localhost:9000",
        "s3://arn:aws:s3:us-west-2:123456789012:accesspoint, names no access point",
        "s3://b/x?endpoint=ftp://b, endpoint must be",
        "s3://b/x?endpoint=user:secret@host, without credentials",
        "s3://b/x?endpoint=%5B, endpoint cannot be parsed",
    })
    void whatIsWrongIsSaidWithoutSecrets(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> location(url))
                .withMessageContaining(message)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret@"));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://b/some/path, some/path/0009/0000000000000001-000000000000000a.ltx, some/path/lock.json",
        "s3://b/, /0009/0000000000000001-000000000000000a.ltx, lock.json",
    })
    void keysAreLitestreams(String url, String file, String side) {
        S3Location location = location(url);
        assertThat(S3ReplicaClient.key(location, 9, new LtxFileName(new TxId(1), new TxId(10))))
                .isEqualTo(file);
        assertThat(location.key("lock.json")).isEqualTo(side);
    }

    private static S3Location location(String url) {
        return S3Location.of(options(url), name -> null);
    }

    private static ReplicaOptions options(String url) {
        return ReplicaOptions.of(ReplicaUrl.parse(url));
    }
}
