package io.litestream4j.boot.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;

/**
 * Has the database marked before Flyway migrates it, whichever strategy there is. An initializer does not tell which Flyway
 * is its own: it depends on that bean and, if there are several, maybe on others, whose turn is later. Thread-safe.
 */
final class FlywayMarkPostProcessor implements BeanPostProcessor {

    private static final Logger logger = LoggerFactory.getLogger(FlywayMarkPostProcessor.class);

    private final ConfigurableListableBeanFactory beanFactory;

    private final Set<String> marked = ConcurrentHashMap.newKeySet();

    FlywayMarkPostProcessor(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof FlywayMigrationInitializer) {
            Stream.of(beanFactory.getDependenciesForBean(beanName))
                    .filter(name -> beanFactory.containsBean(name) && beanFactory.isTypeMatch(name, Flyway.class))
                    .filter(marked::add)
                    .forEach(name -> mark(beanFactory.getBean(name, Flyway.class)));
        }
        return bean;
    }

    private void mark(Flyway flyway) {
        DataSource dataSource = flyway.getConfiguration().getDataSource();
        if (dataSource != null) {
            beanFactory.getBean(MigrationMarks.class).beforeMigration(dataSource, "flyway", () -> hasPending(flyway));
        }
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
