package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests for {@link DurationRanges}. */
class DurationRangesTests {

    @Test
    void durationsThatDoNotFitAreRefusedWhereverTheyAre() throws IOException {
        List<String> keys = ConfigurationMetadataTests.names("java.time.Duration");
        assertThat(keys).hasSizeGreaterThan(10).allSatisfy(key -> assertRefused(key, "36501d", "at most 36500d"));
        assertRefused("litestream.levels[0].interval", "365000000d", "at most 36500d");
    }

    @Test
    void aHundredYearsAreFine() {
        assertThatNoException().isThrownBy(() -> check("litestream.monitor-interval", "36500d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore.timeout", "restore.side-file.timeout", "marks.timeout", "health.max-lag"})
    void whatTheEngineDoesNotCheckIsPositive(String key) {
        assertRefused("litestream." + key, "0s", "must be positive, not PT0S");
        assertRefused("litestream." + key, "-1s", "must be positive, not PT-1S");
    }

    private static void assertRefused(String key, String value, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .as(key)
                .isThrownBy(() -> check(key, value))
                .withMessageStartingWith(key.substring("litestream.".length()))
                .withMessageContaining(message);
    }

    private static void check(String key, String value) {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(key, value)));
        DurationRanges.check(binder.bindOrCreate("litestream", LitestreamProperties.class));
    }
}
