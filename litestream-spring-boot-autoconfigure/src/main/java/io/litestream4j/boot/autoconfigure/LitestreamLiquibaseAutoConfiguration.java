package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} for marks before Liquibase updates a database. */
@AutoConfiguration(after = LitestreamAutoConfiguration.class)
@ConditionalOnClass(SpringLiquibase.class)
@ConditionalOnBean(Litestream.class)
public final class LitestreamLiquibaseAutoConfiguration {

    private LitestreamLiquibaseAutoConfiguration() {}

    @Bean
    static LiquibaseMarkPostProcessor litestreamLiquibaseMarkPostProcessor(
            ConfigurableListableBeanFactory beanFactory) {
        return new LiquibaseMarkPostProcessor(beanFactory);
    }
}
