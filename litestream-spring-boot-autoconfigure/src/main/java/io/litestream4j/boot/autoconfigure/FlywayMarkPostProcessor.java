package io.litestream4j.boot.autoconfigure;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Has the database marked before Flyway migrates it, whichever strategy there is. */
final class FlywayMarkPostProcessor implements BeanPostProcessor {

    private static final Logger logger = LoggerFactory.getLogger(FlywayMarkPostProcessor.class);

    private final BeanFactory beanFactory;

    FlywayMarkPostProcessor(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof FlywayMigrationStrategy strategy ? marking(strategy) : bean;
    }

    private FlywayMigrationStrategy marking(FlywayMigrationStrategy strategy) {
        return flyway -> {
            DataSource dataSource = flyway.getConfiguration().getDataSource();
            if (dataSource != null) {
                beanFactory
                        .getBean(MigrationMarks.class)
                        .beforeMigration(dataSource, "flyway", () -> hasPending(flyway));
            }
            strategy.migrate(flyway);
        };
    }

    private static boolean hasPending(Flyway flyway) {
        try {
            return flyway.info().pending().length > 0;
        } catch (FlywayException e) {
            logger.debug("Flyway cannot say what is pending; the migration will tell why", e);
            return false;
        }
    }
}
