package io.litestream4j.boot.autoconfigure;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Finds the settings of one database: keys under {@code litestream.databases.<name>} win over those under
 * {@code litestream}. Thread-safe.
 */
final class DatabaseSettingsResolver {

    private static final String GLOBAL = "litestream";

    private static final String DATABASES = "litestream.databases";

    private final Environment environment;

    private final Predicate<String> main;

    private final Map<String, DatabaseSettings> resolved = new ConcurrentHashMap<>();

    /**
     * Creates a resolver.
     *
     * @param main tells whether a bean is the application's main {@code DataSource}, which has the global replica URL
     *         and meta path for itself; every other uses a folder below, so that two databases never share a place
     */
    DatabaseSettingsResolver(Environment environment, Predicate<String> main) {
        this.environment = environment;
        this.main = main;
    }

    /** Returns the settings of the database of a {@code DataSource} bean; they do not change later. */
    DatabaseSettings settings(String beanName) {
        return resolved.computeIfAbsent(beanName, this::resolve);
    }

    private DatabaseSettings resolve(String beanName) {
        String own = DATABASES + "." + element(beanName);
        LitestreamProperties properties =
                binder(Stream.concat(sources(own), sources(GLOBAL))).bindOrCreate("", LitestreamProperties.class);
        Binder ownOnly = binder(sources(own));
        String rootUrl =
                binder(sources(GLOBAL)).bind("replica.url", String.class).orElse(null);
        return new DatabaseSettings(
                beanName,
                properties,
                rootUrl,
                folder(ownOnly, "replica.url", beanName),
                folder(ownOnly, "meta-path", beanName));
    }

    private @Nullable String folder(Binder ownOnly, String key, String beanName) {
        return main.test(beanName) || ownOnly.bind(key, String.class).isBound() ? null : beanName;
    }

    private Binder binder(Stream<ConfigurationPropertySource> sources) {
        return new Binder(sources.toList(), new PropertySourcesPlaceholdersResolver(environment));
    }

    private Stream<ConfigurationPropertySource> sources(String prefix) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> source.withPrefix(prefix));
    }

    /** Returns a bean name in the form of property names, which know neither upper case nor most other characters. */
    static String element(String beanName) {
        String element = beanName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return ConfigurationPropertyName.isValid(DATABASES + "." + element) ? element : "-";
    }
}
