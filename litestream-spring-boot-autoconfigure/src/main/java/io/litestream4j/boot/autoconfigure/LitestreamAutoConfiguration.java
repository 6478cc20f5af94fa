package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.boot.LitestreamOperations;
import io.litestream4j.boot.jdbc.JdbcProxyHints;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.sqlite.JDBC;

/** {@link EnableAutoConfiguration Auto-configuration} for the replication of SQLite databases. */
@AutoConfiguration
@ConditionalOnClass({Litestream.class, DataSource.class, DelegatingDataSource.class, JDBC.class})
@Conditional(OnLitestreamEnabledCondition.class)
@EnableConfigurationProperties(LitestreamProperties.class)
@ImportRuntimeHints(JdbcProxyHints.class)
public final class LitestreamAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Litestream litestream() {
        return new Litestream();
    }

    @Bean
    LitestreamLifecycle litestreamLifecycle(Litestream litestream) {
        return new LitestreamLifecycle(litestream);
    }

    @Bean
    UnusedReplicaWarning litestreamUnusedReplicaWarning(
            Litestream litestream, DatabaseSettingsResolver resolver, ConfigurableListableBeanFactory beanFactory) {
        return new UnusedReplicaWarning(litestream, resolver, beanFactory);
    }

    @Bean
    ReplicationExitCode litestreamExitCode(Litestream litestream) {
        return new ReplicationExitCode(litestream);
    }

    @Bean
    MigrationMarks litestreamMigrationMarks(Litestream litestream, DatabaseSettingsResolver resolver) {
        return new MigrationMarks(litestream, resolver, InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    LitestreamOperations litestreamOperations(Litestream litestream, DatabaseSettingsResolver resolver) {
        return new LitestreamOperations(
                litestream::databases,
                database -> resolver.settings(database.options().name())
                        .sideFiles(database.options().path()),
                InstantSource.system());
    }

    @Bean
    FencedReaction litestreamFencedReaction(ApplicationContext context) {
        return new FencedReaction(context, System::exit);
    }

    @Bean
    static UnknownPropertyCheck litestreamUnknownPropertyCheck(Environment environment) {
        return new UnknownPropertyCheck(environment);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DatabaseSettingsResolver litestreamDatabaseSettingsResolver(
            Environment environment, ConfigurableListableBeanFactory beanFactory) {
        return new DatabaseSettingsResolver(environment, new MainDataSource(beanFactory));
    }

    @Bean
    static LitestreamDataSourcePostProcessor litestreamDataSourcePostProcessor(
            ConfigurableListableBeanFactory beanFactory, DatabaseSettingsResolver resolver) {
        return new LitestreamDataSourcePostProcessor(beanFactory, resolver);
    }
}
