package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

/**
 * Warns when there is a replica URL and no database for it: the URL of a {@code DataSource} may hide that it is an SQLite
 * database. Says nothing as long as a {@code DataSource} has not been made.
 */
final class UnusedReplicaWarning implements SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(UnusedReplicaWarning.class);

    private final Litestream litestream;

    private final DatabaseSettingsResolver resolver;

    private final ConfigurableListableBeanFactory beanFactory;

    UnusedReplicaWarning(
            Litestream litestream, DatabaseSettingsResolver resolver, ConfigurableListableBeanFactory beanFactory) {
        this.litestream = litestream;
        this.resolver = resolver;
        this.beanFactory = beanFactory;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> dataSources = List.of(beanFactory.getBeanNamesForType(DataSource.class, true, false));
        List<String> asked = dataSources.isEmpty() ? List.of(ApplicationReplicas.MAIN) : dataSources;
        if (litestream.databases().isEmpty()
                && dataSources.stream().allMatch(beanFactory::containsSingleton)
                && asked.stream().anyMatch(this::hasReplica)) {
            logger.warn(
                    "Nothing is replicated, although litestream.replica.url is set: there is no DataSource with a URL that"
                            + " begins with jdbc:sqlite: and names a file: dataSources={}",
                    dataSources);
        }
    }

    private boolean hasReplica(String dataSource) {
        LitestreamProperties properties = resolver.settings(dataSource).properties();
        return properties.enabled() && StringUtils.hasText(properties.replica().url());
    }
}
