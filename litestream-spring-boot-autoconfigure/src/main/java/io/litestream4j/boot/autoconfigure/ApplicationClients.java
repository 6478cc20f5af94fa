package io.litestream4j.boot.autoconfigure;

import io.litestream4j.Litestream;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.util.ClassUtils;

/**
 * Finds the application's own clients, such as those of Spring Cloud AWS, Spring Cloud Azure and Spring Cloud GCP. Only
 * beans of the types that the store in use has are looked at.
 */
final class ApplicationClients {

    private static final Logger logger = LoggerFactory.getLogger(ApplicationClients.class);

    /** By name, because none of these libraries need be there; the first type of which there are beans counts. */
    private static final Map<String, List<String>> TYPES = Map.of(
            "s3",
            List.of("software.amazon.awssdk.services.s3.S3Client", "software.amazon.awssdk.services.s3.S3AsyncClient"),
            "abs",
            List.of("com.azure.storage.blob.BlobServiceClient"),
            "gs",
            List.of("com.google.cloud.storage.Storage"),
            "nats",
            List.of("io.nats.client.Connection"));

    /** Settings after which the application's client would be the wrong one: it may be for another place or account. */
    private static final List<String> CONNECTION_SETTINGS = List.of(
            "endpoint",
            "region",
            "profile",
            "role-arn",
            "access-key-id",
            "secret-access-key",
            "session-token",
            "account-key",
            "sas-token",
            "skip-verify");

    private final ConfigurableListableBeanFactory beanFactory;
    private final String database;

    ApplicationClients(ConfigurableListableBeanFactory beanFactory, String database) {
        this.beanFactory = beanFactory;
        this.database = database;
    }

    /**
     * Returns the options with the clients that are to be used.
     *
     * @param beanName the client that was asked for; null for the only one of its type, if no setting says how to connect
     * @throws InvalidLitestreamPropertyException if the client that was asked for cannot be used
     */
    ReplicaOptions addTo(ReplicaOptions options, @Nullable String beanName) {
        List<Class<?>> types = types(options.url().type()).toList();
        if (beanName != null) {
            return addNamed(options, types, beanName);
        }
        if (saysHowToConnect(options)) {
            return options;
        }
        return types.stream()
                .filter(type -> beanFactory.getBeanNamesForType(type).length > 0)
                .findFirst()
                .map(type -> addOnly(options, type))
                .orElse(options);
    }

    private Stream<Class<?>> types(String scheme) {
        ClassLoader loader = beanFactory.getBeanClassLoader();
        return TYPES.getOrDefault(scheme, List.of()).stream()
                .filter(name -> ClassUtils.isPresent(name, loader))
                .map(name -> ClassUtils.resolveClassName(name, loader));
    }

    private static boolean saysHowToConnect(ReplicaOptions options) {
        return options.sslContext().isPresent()
                || namesAHost(options.url())
                || CONNECTION_SETTINGS.stream()
                        .anyMatch(name -> options.text(name).isPresent());
    }

    /** Returns whether the URL may name a server: that of NATS does, and that of S3 may instead of a bucket alone. */
    private static boolean namesAHost(ReplicaUrl url) {
        String authority = String.valueOf(url.uri().getRawAuthority());
        return switch (url.type()) {
            case "nats" -> true;
            case "s3" -> !authority.startsWith("arn:") && authority.matches(".*[.:].*");
            default -> false;
        };
    }

    private ReplicaOptions addNamed(ReplicaOptions options, List<Class<?>> types, String beanName) {
        Optional<Class<?>> type = types.stream()
                .filter(candidate -> beanFactory.containsBean(beanName) && beanFactory.isTypeMatch(beanName, candidate))
                .findFirst();
        return add(
                options,
                type.orElseThrow(() -> new InvalidLitestreamPropertyException(
                        "There is no bean '" + beanName + "' that can be the client of a replica of type '"
                                + options.url().type() + "'.",
                        "Set 'litestream.replica.client-bean' to the name of a bean of one of the types "
                                + TYPES.getOrDefault(options.url().type(), List.of())
                                + ", or leave it out and set how to connect.",
                        null)),
                beanName,
                beanFactory.getBean(beanName));
    }

    private <T> ReplicaOptions addOnly(ReplicaOptions options, Class<T> type) {
        try {
            NamedBeanHolder<T> bean = beanFactory.resolveNamedBean(type);
            return add(options, type, bean.getBeanName(), bean.getBeanInstance());
        } catch (NoUniqueBeanDefinitionException e) {
            logger.warn(
                    "Not using a client of the application, because litestream.replica.client-bean does not say which:"
                            + " database={} beans={}",
                    database,
                    e.getBeanNamesFound());
            return options;
        }
    }

    private <T> ReplicaOptions add(ReplicaOptions options, Class<T> type, String beanName, Object bean) {
        logger.info("Using a client of the application: database={} bean={}", database, beanName);
        // The engine still uses it while the context closes.
        for (String engine : beanFactory.getBeanNamesForType(Litestream.class)) {
            beanFactory.registerDependentBean(beanName, engine);
        }
        return options.withClient(type, type.cast(bean));
    }
}
