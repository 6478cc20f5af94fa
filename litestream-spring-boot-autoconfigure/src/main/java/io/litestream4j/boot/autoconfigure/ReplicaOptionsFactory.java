package io.litestream4j.boot.autoconfigure;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/**
 * Puts together what a replica client has to know: the settings, an SSL bundle, and the application's own client. Beans
 * are looked for only when a replica may need them.
 */
record ReplicaOptionsFactory(ConfigurableListableBeanFactory beanFactory) {

    /**
     * Returns the options of a replica.
     *
     * @param database the database's name, for messages
     * @throws InvalidLitestreamPropertyException if there is no such SSL bundle or client bean
     */
    ReplicaOptions create(String database, ReplicaUrl url, ReplicaProperties properties) {
        ReplicaOptions options = ReplicaOptions.of(url).withSettings(ReplicaSettings.of(properties));
        String bundle = properties.ssl().bundle();
        ReplicaOptions secured = bundle == null ? options : options.withSslContext(sslContext(bundle));
        return new ApplicationClients(beanFactory, database).addTo(secured, properties.clientBean());
    }

    private SSLContext sslContext(String bundle) {
        try {
            return beanFactory.getBean(SslBundles.class).getBundle(bundle).createSslContext();
        } catch (NoSuchSslBundleException e) {
            throw new InvalidLitestreamPropertyException(
                    "There is no SSL bundle '" + bundle + "', which 'litestream.replica.ssl.bundle' names.",
                    "Define it below 'spring.ssl.bundle', or use another one; there are "
                            + beanFactory.getBean(SslBundles.class).getBundleNames() + ".",
                    e);
        }
    }
}
