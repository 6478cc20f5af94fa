package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

/** Tests for {@link ReplicaOptionsFactory} and its SSL bundles; those for client beans are with the clients. */
class ReplicaOptionsFactoryTests {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @Test
    void withoutABundleThereIsNoContext() {
        assertThat(create(Map.of()).sslContext()).isEmpty();
    }

    @Test
    void anSslBundleBecomesTheContext() {
        beans.registerSingleton("bundles", new DefaultSslBundleRegistry("store", SslBundle.systemDefault()));
        assertThat(create(Map.of("ssl.bundle", "store")).sslContext()).isPresent();
    }

    @Test
    void anSslBundleThatDoesNotExistIsRefusedAndTheOthersAreNamed() {
        beans.registerSingleton("bundles", new DefaultSslBundleRegistry("store", SslBundle.systemDefault()));
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> create(Map.of("ssl.bundle", "stroe")))
                .withMessageContaining("'stroe'")
                .satisfies(failure -> assertThat(failure.action()).contains("[store]"));
    }

    private ReplicaOptions create(Map<String, String> properties) {
        ReplicaProperties bound =
                new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("", ReplicaProperties.class);
        return new ReplicaOptionsFactory(beans).create("notes", ReplicaUrl.parse("webdavs://host/notes"), bound);
    }
}
