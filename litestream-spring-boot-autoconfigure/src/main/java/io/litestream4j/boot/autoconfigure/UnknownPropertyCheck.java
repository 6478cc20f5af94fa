package io.litestream4j.boot.autoconfigure;

import java.util.Objects;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Fails the start on a key below {@code litestream} that nothing reads: a typing error there is a backup that does not happen.
 *
 * <p>Environment variables are shared with other programs, Litestream's own binary among them: those that are merely
 * unknown are left alone.
 */
final class UnknownPropertyCheck implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("litestream");

    private static final ConfigurationPropertyName DATABASES = ROOT.append("databases");

    private final LitestreamPropertyNames known = new LitestreamPropertyNames();

    private final Environment environment;

    UnknownPropertyCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isEnvironment(source)) {
                iterable.stream().filter(ROOT::isAncestorOf).forEach(name -> check(iterable, name));
            }
        }
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private void check(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationPropertyName prefix = prefix(name);
        ConfigurationPropertyName key = name.subName(prefix.getNumberOfElements());
        if (!known.contains(key)) {
            ConfigurationProperty property = Objects.requireNonNull(source.getConfigurationProperty(name));
            throw new InvalidLitestreamPropertyException(
                    "There is no property '" + name + "'"
                            + (property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")") + ".",
                    "Did you mean '" + prefix.append(known.nearest(key)) + "'?",
                    null);
        }
    }

    private static ConfigurationPropertyName prefix(ConfigurationPropertyName name) {
        return DATABASES.isAncestorOf(name) ? name.chop(DATABASES.getNumberOfElements() + 1) : ROOT;
    }
}
