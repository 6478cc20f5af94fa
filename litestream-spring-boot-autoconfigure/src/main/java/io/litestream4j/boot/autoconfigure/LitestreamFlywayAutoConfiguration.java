package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for marks before Flyway migrates a database. */
@AutoConfiguration(after = LitestreamAutoConfiguration.class)
@ConditionalOnClass({Flyway.class, FlywayMigrationInitializer.class})
@ConditionalOnBean(Litestream.class)
public final class LitestreamFlywayAutoConfiguration {

    private LitestreamFlywayAutoConfiguration() {}

    @Bean
    static FlywayMarkPostProcessor litestreamFlywayMarkPostProcessor(ConfigurableListableBeanFactory beanFactory) {
        return new FlywayMarkPostProcessor(beanFactory);
    }
}
