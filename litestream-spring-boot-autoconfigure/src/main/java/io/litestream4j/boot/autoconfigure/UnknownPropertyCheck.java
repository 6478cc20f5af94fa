package io.litestream4j.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Fails the start on a key below {@code litestream} that nothing reads: a typing error there is a backup that does not
 * happen.
 *
 * <p>Environment variables are left alone: they are shared with other programs, Litestream's own binary among them.
 */
final class UnknownPropertyCheck implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("litestream");

    private static final ConfigurationPropertyName DATABASES = ConfigurationPropertyName.of("litestream.databases");

    /** Elements of {@code litestream.databases.<name>}. */
    private static final int DATABASE_ELEMENTS = 3;

    private final LitestreamPropertyNames known = new LitestreamPropertyNames();

    private final Environment environment;

    UnknownPropertyCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        List<String> databases = Stream.of(beanFactory.getBeanNamesForType(DataSource.class, true, false))
                .toList();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isEnvironment(source)) {
                iterable.stream().filter(ROOT::isAncestorOf).forEach(name -> check(iterable, name, databases));
            }
        }
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private void check(ConfigurationPropertySource source, ConfigurationPropertyName name, List<String> databases) {
        ConfigurationProperty property = Objects.requireNonNull(source.getConfigurationProperty(name));
        if (property.getValue().equals("")) {
            // a section of a YAML file without keys
            return;
        }
        boolean ofDatabase = DATABASES.isAncestorOf(name);
        ConfigurationPropertyName prefix = ofDatabase ? name.chop(DATABASE_ELEMENTS) : ROOT;
        ConfigurationPropertyName key = name.subName(prefix.getNumberOfElements());
        if (!known.contains(key)) {
            throw unknown(property, "Did you mean '" + prefix.append(known.nearest(key)) + "'?");
        }
        if (ofDatabase && databases.stream().noneMatch(database -> isNamed(prefix, database))) {
            throw unknown(property, "The name after 'databases' is that of a DataSource bean; there are " + databases);
        }
    }

    private static boolean isNamed(ConfigurationPropertyName prefix, String database) {
        return prefix.getLastElement(Form.UNIFORM).equals(DatabaseSettingsResolver.element(database));
    }

    private static InvalidLitestreamPropertyException unknown(ConfigurationProperty property, String action) {
        String origin = property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        return new InvalidLitestreamPropertyException(
                "The property '" + property.getName() + "'" + origin + " is not known.", action, null);
    }
}
