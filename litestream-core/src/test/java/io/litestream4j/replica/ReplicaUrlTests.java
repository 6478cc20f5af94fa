package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaUrlTests {

    @ParameterizedTest
    @CsvSource({
        "file:///backup/app.db, file:///backup/app.db",
        "file:/backup/app.db, file:///backup/app.db",
        "S3://bucket/path?secret=hunter2, s3://bucket/path",
        "sftp://ann:hunter2@host:22/path, sftp://ann:***@host:22/path",
        "sftp://ann:hunter2@my_host/path, sftp://ann:***@my_host/path",
        "sftp://ann:%40hunter2@host/path, sftp://ann:***@host/path",
        "sftp://ann@host/path, sftp://ann@host/path",
        "webdav://host:8080/path, webdav://host:8080/path",
        "webdav://host:8443/files/me@example.com/app, webdav://host:8443/files/me@example.com/app",
        "webdav://[::1]:8443/me@example.com/app, webdav://[::1]:8443/me@example.com/app",
        "s3://my_bucket/me@example.com/app, s3://my_bucket/me@example.com/app",
        "nats://hunter2@host/bucket, nats://***@host/bucket",
        "NATS://hunter2@host/bucket, nats://***@host/bucket",
        "'nats://hunter2@my_host:4222,other/bucket', 'nats://***@my_host:4222,other/bucket'",
        "nats://ann:hunter2@host/bucket, nats://ann:***@host/bucket",
        "'nats://a:4222,b:4222/bucket?username=me@example.com', 'nats://a:4222,b:4222/bucket'"
    })
    void toStringMasksSecrets(String url, String shown) {
        assertThat(ReplicaUrl.parse(url)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/backup/app.db",
                "file:backup",
                "s3://ann:hunter2@bucket/a b",
                "s3://bucket/path#hunter2",
                "sftp://ann:hunter2%@host/",
                "://hunter2",
                ""
            })
    void parseWhenNotAReplicaUrlThrowsWithoutShowingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaUrl.parse(url))
                .withMessageStartingWith("replica URL")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webdav://ann:x/hunter2@host/path",
                "webdav://ann:hunter2/x@host/path",
                "webdav://ann:x?hunter2@host/path",
                "webdav://ann:x/y?hunter2@host/path",
                "sftp://ann:12345x/hunter2@host/path",
                "sftp://ann:123456/hunter2@host/path",
                "s3://key:x/hunter2@bucket/path",
                "nats://x/hunter2@host/bucket",
                "nats://hunter2/x@host/bucket",
                "nats://ann:12/hunter2@host/bucket"
            })
    void parseWhenAPasswordHasASlashOrAQuestionMarkSaysHowToWriteIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaUrl.parse(url))
                .withMessageContaining("%2F")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @Test
    void typeIsLowerCase() {
        assertThat(ReplicaUrl.parse("S3://bucket").type()).isEqualTo("s3");
    }

    @Test
    void parametersAreDecodedAndTheFirstOfANameCounts() {
        ReplicaUrl url = ReplicaUrl.parse("s3://b/p?endpoint=http%3A%2F%2Fx%3A9000&region=a+b&region=c&flag&&empty=");
        assertThat(url.parameters())
                .containsExactly(
                        entry("endpoint", "http://x:9000"),
                        entry("region", "a b"),
                        entry("flag", ""),
                        entry("empty", ""));
    }

    @Test
    void parametersWithoutQueryAreEmpty() {
        assertThat(ReplicaUrl.parse("file:///backup").parameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/app",
                "S3://bucket/app/",
                "s3://bucket/app/side",
                "s3://bucket/x/../app/side?region=eu"
            })
    void containsWhatIsAtItsPathOrBelow(String other) {
        assertThat(ReplicaUrl.parse("s3://bucket/app?region=us").contains(ReplicaUrl.parse(other)))
                .isTrue();
        assertThat(ReplicaUrl.parse("s3://bucket").contains(ReplicaUrl.parse(other)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket",
                "s3://bucket/apple",
                "s3://bucket/app/../other",
                "s3://other/app",
                "s3://key@bucket/app",
                "gs://bucket/app",
                "file:///app"
            })
    void containsNothingElse(String other) {
        assertThat(ReplicaUrl.parse("s3://bucket/app").contains(ReplicaUrl.parse(other)))
                .isFalse();
    }
}
