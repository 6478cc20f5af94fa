package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaOptionsTests {

    private static final String URL = "s3://bucket/path?forcePathStyle=true&part-size=6MB&sseCustomerKeyMD5=x&region=";

    private final ReplicaOptions options = ReplicaOptions.of(ReplicaUrl.parse(URL));

    @Test
    void parametersOfTheUrlAreFoundUnderTheirDashedNames() {
        assertThat(options.flag("force-path-style", false)).isTrue();
        assertThat(options.bytes("part-size", 1)).isEqualTo(6 << 20);
        assertThat(options.text("sse-customer-key-md5")).contains("x");
        assertThat(options.text("region")).isEmpty();
    }

    @Test
    void parameterOfTheUrlComesBeforeASetting() {
        ReplicaOptions more = options.withSettings(Map.of("part-size", "7MB", "concurrency", "3"));
        assertThat(more.bytes("part-size", 1)).isEqualTo(6 << 20);
        assertThat(more.count("concurrency", 5)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "1500ms,PT1.5S", "10s,PT10S", "5m,PT5M", "1h,PT1H", "PT2S,PT2S"})
    void durationsAreReadInBothForms(String text, Duration expected) {
        assertThat(with("connect-timeout", text).duration("connect-timeout", Duration.ofDays(1)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "soon", "99999999999999999999s", "99999999999999999999ms", "577h", "PT577H"})
    void badDurationNamesItsSetting(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("connect-timeout", text).duration("connect-timeout", Duration.ofSeconds(1)))
                .withMessageContaining("connect-timeout")
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5"})
    void badCountNamesItsSetting(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("concurrency", text).count("concurrency", 1))
                .withMessageContaining("concurrency")
                .withMessageContaining(text);
    }

    @Test
    void toStringShowsNoSecret() {
        assertThat(with("secret-access-key", "hunter2")).asString().doesNotContain("hunter2");
    }

    @Test
    void clientOfTheApplicationIsFoundByItsType() {
        assertThat(options.withClient(String.class, "client").client(String.class))
                .contains("client");
        assertThat(options.client(String.class)).isEmpty();
    }

    @Test
    void equalIfEverythingIs() {
        assertThat(with("profile", "a")).isEqualTo(with("profile", "a")).isNotEqualTo(with("profile", "b"));
        assertThat(options.withClient(String.class, "a")).isNotEqualTo(options.withClient(String.class, "b"));
    }

    private ReplicaOptions with(String name, String value) {
        return options.withSettings(Map.of(name, value));
    }
}
