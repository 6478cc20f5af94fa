package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.Litestream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Tests for {@link OnLitestreamEnabledCondition}. */
class OnLitestreamEnabledConditionTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LitestreamAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "on", "yes", "1", "", " ", "${unset:}", "${unset:yes}"})
    void everyFormOfTrueAndBlankSwitchItOn(String value) {
        runner.withPropertyValues("litestream.enabled=" + value)
                .run(context -> assertThat(context).hasSingleBean(Litestream.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "off", "no", "0", "${unset:off}"})
    void everyFormOfFalseSwitchesItOff(String value) {
        runner.withPropertyValues("litestream.enabled=" + value)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Litestream.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "ture", "2"})
    void whatIsNeitherFailsTheStart(String value) {
        runner.withPropertyValues("litestream.enabled=" + value).run(context -> assertRefused(context, value));
    }

    @Test
    void theEnvironmentVariableIsTheSame() {
        withVariable("on").run(context -> assertThat(context).hasSingleBean(Litestream.class));
        withVariable("off").run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Litestream.class));
        withVariable("nope").run(context -> assertRefused(context, "nope"));
    }

    private ApplicationContextRunner withVariable(String value) {
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("LITESTREAM_ENABLED", value))));
    }

    private static void assertRefused(AssertableApplicationContext context, String value) {
        FailureAnalysis analysis =
                FailureAnalyzerTests.analyze(Objects.requireNonNull(context.getStartupFailure(), "it started"));
        assertThat(analysis.getDescription()).contains("'litestream.enabled'", "'" + value + "'");
        assertThat(analysis.getAction()).contains("'true' or 'false'");
    }
}
