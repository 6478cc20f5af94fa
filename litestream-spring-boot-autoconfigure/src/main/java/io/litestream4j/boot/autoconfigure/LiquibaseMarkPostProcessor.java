package io.litestream4j.boot.autoconfigure;

import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.Customizer;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Has the database marked before Liquibase runs change sets, after the application's own customizer. */
final class LiquibaseMarkPostProcessor implements BeanPostProcessor {

    private static final Logger logger = LoggerFactory.getLogger(LiquibaseMarkPostProcessor.class);

    private final BeanFactory beanFactory;

    LiquibaseMarkPostProcessor(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof SpringLiquibase liquibase) {
            liquibase.setCustomizer(marking(liquibase, liquibase.getCustomizer()));
        }
        return bean;
    }

    private Customizer<Liquibase> marking(SpringLiquibase bean, @Nullable Customizer<Liquibase> own) {
        return liquibase -> {
            if (own != null) {
                own.customize(liquibase);
            }
            DataSource dataSource = bean.getDataSource();
            if (dataSource != null) {
                beanFactory
                        .getBean(MigrationMarks.class)
                        .beforeMigration(dataSource, "liquibase", () -> hasUnrun(bean, liquibase));
            }
        };
    }

    private static boolean hasUnrun(SpringLiquibase bean, Liquibase liquibase) {
        try {
            boolean unrun = !liquibase
                    .listUnrunChangeSets(new Contexts(bean.getContexts()), new LabelExpression(bean.getLabelFilter()))
                    .isEmpty();
            // The mark is made by another connection: this one must not hold a transaction meanwhile.
            liquibase.getDatabase().commit();
            return unrun;
        } catch (LiquibaseException e) {
            logger.debug("Liquibase cannot say what is to be run; the update will tell why", e);
            return false;
        }
    }
}
