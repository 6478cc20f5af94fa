package io.litestream4j.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;

/** Tests for {@link LitestreamSanitizingFunction}. */
class LitestreamSanitizingFunctionTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "litestream.replica.secret-access-key",
                "litestream.replica.secretAccessKey",
                "litestream.databases.notes.replica.password",
                "litestream.replica.key-passphrase",
                "litestream.replica.sse-customer-key",
                "LITESTREAM_REPLICA_SASTOKEN",
                "LITESTREAM_SECRET_ACCESS_KEY"
            })
    void secretsAreMasked(String key) {
        assertThat(sanitized(key, "hunter2")).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "litestream.replica.region",
                "litestream.replica.key-path",
                "litestream.replica.sse-customer-key-md5",
                "app.password"
            })
    void theRestIsLeftToOthers(String key) {
        assertThat(sanitized(key, "value")).isEqualTo("value");
    }

    @Test
    void aUrlIsShownWithoutPasswordAndQuery() {
        assertThat(sanitized("litestream.replica.url", "sftp://ann:hunter2@host/notes?key=hunter2"))
                .isEqualTo("sftp://ann:***@host/notes");
    }

    @Test
    void aTokenIsMasked() {
        assertThat(sanitized("litestream.replica.url", "nats://hunter2@host/notes"))
                .isEqualTo("nats://***@host/notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann:hunter2", "webdav://ann:x/hunter2@host/notes"})
    void aUrlThatIsNoneIsMasked(String url) {
        assertThat(sanitized("litestream.replica.url", url)).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    private static @Nullable Object sanitized(String key, String value) {
        return new LitestreamSanitizingFunction()
                .apply(new SanitizableData(null, key, value))
                .getValue();
    }
}
