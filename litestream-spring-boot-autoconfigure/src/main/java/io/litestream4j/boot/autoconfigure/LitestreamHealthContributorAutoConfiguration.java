package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.boot.health.LitestreamHealthIndicator;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for the {@link LitestreamHealthIndicator}. */
@AutoConfiguration(after = LitestreamAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({Litestream.class, DatabaseSettingsResolver.class})
@ConditionalOnEnabledHealthIndicator("litestream")
public final class LitestreamHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"litestreamHealthIndicator", "litestreamHealthContributor"})
    LitestreamHealthIndicator litestreamHealthIndicator(Litestream litestream, DatabaseSettingsResolver resolver) {
        return new LitestreamHealthIndicator(
                litestream::databases,
                database -> resolver.settings(database).properties().health().maxLag(),
                InstantSource.system());
    }
}
