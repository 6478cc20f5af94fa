package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for marks before Flyway migrates a database. */
@AutoConfiguration(before = FlywayAutoConfiguration.class, after = LitestreamAutoConfiguration.class)
@ConditionalOnClass({Flyway.class, FlywayMigrationStrategy.class})
@ConditionalOnBean(Litestream.class)
public final class LitestreamFlywayAutoConfiguration {

    /** What Spring Boot does without a strategy; here so that there is one to put the mark in front of. */
    @Bean
    @ConditionalOnMissingBean
    FlywayMigrationStrategy litestreamFlywayMigrationStrategy() {
        return Flyway::migrate;
    }

    @Bean
    static FlywayMarkPostProcessor litestreamFlywayMarkPostProcessor(ConfigurableListableBeanFactory beanFactory) {
        return new FlywayMarkPostProcessor(beanFactory);
    }
}
