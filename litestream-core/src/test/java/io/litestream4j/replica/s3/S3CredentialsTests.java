package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3CredentialsTests {

    private static final Map<String, String> KEYS = Map.of("access-key-id", "id", "secret-access-key", "secret");
    private static final Map<String, String> LITESTREAM =
            Map.of("LITESTREAM_ACCESS_KEY_ID", "id", "LITESTREAM_SECRET_ACCESS_KEY", "secret");

    @Test
    void withoutAnythingTheSdkLooks() {
        assertThat(credentials(Map.of(), Map.of())).isEqualTo(new S3Credentials.Chain());
    }

    @Test
    void keysComeFirst() {
        assertThat(credentials(KEYS, LITESTREAM)).isEqualTo(new S3Credentials.Keys("id", "secret", null));
    }

    @Test
    void keysMayBeTemporary() {
        Map<String, String> settings =
                Map.of("access-key-id", "id", "secret-access-key", "secret", "session-token", "token");
        assertThat(credentials(settings, Map.of())).isEqualTo(new S3Credentials.Keys("id", "secret", "token"));
    }

    @Test
    void aProfileComesBeforeTheEnvironment() {
        assertThat(credentials(Map.of("profile", "backup"), LITESTREAM)).isEqualTo(new S3Credentials.Profile("backup"));
    }

    @Test
    void litestreamsVariablesCount() {
        assertThat(credentials(Map.of(), LITESTREAM)).isEqualTo(new S3Credentials.Keys("id", "secret", null));
    }

    @Test
    void amazonsVariablesComeBeforeLitestreams() {
        Environment both = name -> name.equals("AWS_ACCESS_KEY_ID") ? "other" : LITESTREAM.get(name);
        assertThat(S3Credentials.of(options(Map.of()), both)).isEqualTo(new S3Credentials.Chain());
    }

    @Test
    void aRoleIsTakenWithWhateverThereIs() {
        assertThat(credentials(Map.of("role-arn", "arn", "profile", "backup"), Map.of()))
                .isEqualTo(new S3Credentials.Role("arn", new S3Credentials.Profile("backup")));
    }

    @Test
    void halfAKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> credentials(Map.of("secret-access-key", "secret"), Map.of()))
                .withMessage("access-key-id and secret-access-key go together: one of them is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> credentials(Map.of(), Map.of("LITESTREAM_ACCESS_KEY_ID", "id")))
                .withMessageContaining("LITESTREAM_SECRET_ACCESS_KEY");
    }

    @Test
    void keysAreNotShown() {
        assertThat(credentials(KEYS, Map.of())).hasToString("Keys[***]");
    }

    private static S3Credentials credentials(Map<String, String> settings, Map<String, String> environment) {
        return S3Credentials.of(options(settings), environment::get);
    }

    private static ReplicaOptions options(Map<String, String> settings) {
        return ReplicaOptions.of(ReplicaUrl.parse("s3://b/x")).withSettings(settings);
    }
}
