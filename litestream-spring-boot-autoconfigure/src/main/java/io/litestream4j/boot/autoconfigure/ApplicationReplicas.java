package io.litestream4j.boot.autoconfigure;

import io.litestream4j.restore.RestoreSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * The replicas that an application's settings name, for tools that have the settings and not the application: no context is
 * started and none of its beans is made. So clients of the application's own are not known here.
 *
 * <p>Without beans, the main {@code DataSource} goes by the name of the one that Spring Boot makes, {@value #MAIN}, whatever its
 * bean is called; any other database that has no URL of its own is in the folder of its name, as in the application.
 */
public final class ApplicationReplicas {

    /** The name of the main {@code DataSource}. */
    public static final String MAIN = "dataSource";

    private static final String PREFIX = "litestream.";
    private static final String SSL = "spring.ssl";
    private static final String DATABASES = PREFIX + "databases";

    private final Environment environment;
    private final DatabaseSettingsResolver resolver;

    /** Reads the settings in an environment. */
    public ApplicationReplicas(Environment environment) {
        this.environment = environment;
        this.resolver = new DatabaseSettingsResolver(environment, ApplicationReplicas::isMain);
    }

    private static boolean isMain(String name) {
        return DatabaseSettingsResolver.element(name).equals(DatabaseSettingsResolver.element(MAIN));
    }

    /**
     * Checks that a setting of a replica exists.
     *
     * @param name the name below {@code litestream.replica}, in kebab-case or camelCase
     * @throws IllegalArgumentException if it does not; the message has the one that is most like it
     */
    public static void requireSetting(String name) {
        LitestreamPropertyNames known = new LitestreamPropertyNames();
        ConfigurationPropertyName key = ConfigurationPropertyName.adapt("replica." + name, '.');
        if (!known.contains(key)) {
            throw new IllegalArgumentException("the setting '" + name + "' is not known; did you mean '"
                    + known.nearest(key).subName(1) + "'?");
        }
    }

    /**
     * Returns the names of the databases that are replicated: the main one first, then those with settings of their own. One
     * that is not {@code enabled} may have a replica from before, which {@link #get} returns.
     *
     * @throws IllegalArgumentException if a setting is not valid
     */
    public List<String> names() {
        return readable(this::allNames);
    }

    private List<String> allNames() {
        Map<String, Object> databases = Binder.get(environment)
                .bind(DATABASES, Bindable.mapOf(String.class, Object.class))
                .orElseGet(LinkedHashMap::new);
        Stream<String> others = databases.keySet().stream()
                .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .filter(name -> !isMain(name));
        return Stream.concat(Stream.of(MAIN), others)
                .distinct()
                .filter(name -> isReplicated(resolver.settings(name).properties()))
                .toList();
    }

    private static boolean isReplicated(LitestreamProperties properties) {
        String url = properties.replica().url();
        return properties.enabled() && url != null && !url.isBlank();
    }

    /**
     * Returns the replica of a database.
     *
     * @param name as in {@link #names()}, or that of any {@code DataSource} bean
     * @throws IllegalArgumentException if it has none, or if a setting is not valid
     */
    public ApplicationReplica get(String name) {
        return readable(() -> replica(name));
    }

    /** Says which value of which key is not valid, and where it comes from. */
    private static <T> T readable(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (BindException e) {
            ConfigurationProperty property = e.getProperty();
            String value = property == null
                    ? ""
                    : " is '" + property.getValue() + "'"
                            + (property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")");
            throw new IllegalArgumentException(
                    "the setting '" + key(e.getName()) + "'" + value + ", which is not valid: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    e);
        }
    }

    /** Settings of a database are bound without what is in front of them. */
    private static String key(ConfigurationPropertyName name) {
        String key = name.toString();
        return key.startsWith(PREFIX) || key.startsWith(SSL) ? key : PREFIX + key;
    }

    private ApplicationReplica replica(String name) {
        DatabaseSettings settings = resolver.settings(name);
        String url = settings.properties().replica().url();
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException(
                    "'litestream.replica.url' is not set, so there is no replica of the database '" + name + "'");
        }
        LitestreamProperties.Restore restore = settings.properties().restore();
        try {
            return new ApplicationReplica(
                    name,
                    settings.replica(url, new ReplicaOptionsFactory(beans())),
                    settings.replicaFolder(),
                    new RestoreSettings(restore.integrityCheck(), restore.parallelism(), restore.timeout()));
        } catch (InvalidLitestreamPropertyException e) {
            throw new IllegalArgumentException(e.getMessage() + " " + e.action(), e);
        }
    }

    /** Returns the SSL bundles as the only bean there is. */
    private DefaultListableBeanFactory beans() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        Binder.get(environment).bind(SSL, SslProperties.class).ifBound(ssl -> {
            ssl.getBundle().getPem().forEach((name, pem) -> bundles.registerBundle(name, PropertiesSslBundle.get(pem)));
            ssl.getBundle().getJks().forEach((name, jks) -> bundles.registerBundle(name, PropertiesSslBundle.get(jks)));
        });
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("sslBundleRegistry", bundles);
        return beans;
    }
}
