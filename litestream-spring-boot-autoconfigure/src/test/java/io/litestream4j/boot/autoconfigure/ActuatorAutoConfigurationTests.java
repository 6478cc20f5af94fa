package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.boot.actuate.LitestreamEndpoint;
import io.litestream4j.boot.health.LitestreamHealthIndicator;
import io.litestream4j.boot.metrics.LitestreamMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

/** Tests for the auto-configurations of endpoint, health and meters. */
class ActuatorAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LitestreamAutoConfiguration.class,
                    LitestreamEndpointAutoConfiguration.class,
                    LitestreamHealthContributorAutoConfiguration.class,
                    LitestreamSanitizingAutoConfiguration.class,
                    LitestreamMetricsAutoConfiguration.class));

    @Test
    void theEndpointIsThereWhenItIsExposed() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=litestream")
                .run(context -> assertThat(context).hasSingleBean(LitestreamEndpoint.class));
    }

    @Test
    void theEndpointIsNotThereWhenItIsNotExposed() {
        runner.run(context -> assertThat(context).doesNotHaveBean(LitestreamEndpoint.class));
    }

    @Test
    void theHealthIndicatorIsThereUnlessItIsDisabled() {
        runner.run(context -> assertThat(context).hasSingleBean(LitestreamHealthIndicator.class));
        runner.withPropertyValues("management.health.litestream.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(LitestreamHealthIndicator.class));
    }

    @Test
    void theMetersAreThereWhenThereIsARegistry() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).hasSingleBean(LitestreamMetrics.class));
        runner.run(context -> assertThat(context).doesNotHaveBean(LitestreamMetrics.class));
    }

    @Test
    void secretsAreMaskedEvenWhereValuesAreShown() {
        runner.withConfiguration(AutoConfigurations.of(
                        EnvironmentEndpointAutoConfiguration.class,
                        ConfigurationPropertiesReportEndpointAutoConfiguration.class))
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=env,configprops",
                        "management.endpoint.env.show-values=always",
                        "management.endpoint.configprops.show-values=always",
                        "litestream.replica.region=eu",
                        "litestream.replica.url=sftp://ann:hunter2@host/notes",
                        "litestream.replica.secret-access-key=hunter2")
                .run(context -> {
                    assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
                            .contains("\"eu\"", "secret-access-key")
                            .doesNotContain("hunter2");
                    assertThat(json(context.getBean(ConfigurationPropertiesReportEndpoint.class)
                                    .configurationProperties()))
                            .contains("\"eu\"", "secretAccessKey")
                            .doesNotContain("hunter2");
                });
    }

    private static String json(Object response) {
        return JsonMapper.shared().writeValueAsString(response);
    }

    @Test
    void nothingOfThemIsNeeded() {
        FilteredClassLoader without = new FilteredClassLoader(
                SanitizingFunction.class.getPackageName(), HealthIndicator.class.getPackageName(), "io.micrometer");
        runner.withClassLoader(without).run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(LitestreamHealthIndicator.class)
                .doesNotHaveBean(LitestreamMetrics.class));
    }

    @Test
    void nothingOfThemIsThereWhenReplicationIsDisabled() {
        runner.withPropertyValues("litestream.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(LitestreamHealthIndicator.class));
    }
}
