package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests for {@link ApplicationClients}, with S3's as the example. */
class ApplicationClientsTests {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @AfterEach
    void close() {
        beans.destroySingletons();
    }

    @Test
    void theOnlyClientIsUsed() {
        client("client", false);
        assertThat(options("s3://bucket/notes", null).client(S3Client.class)).contains(beans.getBean(S3Client.class));
    }

    @Test
    void anAsynchronousClientIsUsedWhenThereIsNoOther() {
        asyncClient();
        assertThat(options("s3://bucket/notes", null).client(S3AsyncClient.class))
                .contains(beans.getBean(S3AsyncClient.class));
        client("client", false);
        assertThat(options("s3://bucket/notes", null).client(S3AsyncClient.class))
                .isEmpty();
        assertThat(options("s3://bucket/notes", null).client(S3Client.class)).contains(beans.getBean(S3Client.class));
        assertThat(options("s3://bucket/notes", "async").client(S3AsyncClient.class))
                .contains(beans.getBean(S3AsyncClient.class));
    }

    @Test
    void withoutAClientThereIsNone() {
        assertThat(options("s3://bucket/notes", null).client(S3Client.class)).isEmpty();
    }

    @Test
    void ofSeveralThePrimaryOneIsUsed() {
        client("one", false);
        client("two", true);
        assertThat(options("s3://bucket/notes", null).client(S3Client.class)).contains((S3Client) beans.getBean("two"));
    }

    @Test
    void ofSeveralNoneIsUsedUnlessItIsNamed() {
        client("one", false);
        client("two", false);
        assertThat(options("s3://bucket/notes", null).client(S3Client.class)).isEmpty();
        assertThat(options("s3://bucket/notes", "one").client(S3Client.class))
                .contains((S3Client) beans.getBean("one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/notes?endpoint=http://localhost:9000",
                "s3://bucket/notes?region=eu-west-1",
                "s3://bucket.s3.us-west-000.backblazeb2.com/notes",
                "s3://bucket.localhost:9000/notes"
            })
    void aUrlThatSaysHowToConnectNeedsNoClient(String url) {
        client("client", false);
        assertThat(options(url, null).client(S3Client.class)).isEmpty();
        assertThat(options(url, "client").client(S3Client.class)).isPresent();
    }

    @Test
    void aClientIsNotEvenMadeForAnotherKindOfStore() {
        client("client", false);
        options("file:///backup", null);
        options("gs://bucket/notes", null);
        assertThat(beans.containsSingleton("client")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"s3://bucket/notes, other", "s3://bucket/notes, text", "file:///backup, client"})
    void aClientThatCannotBeUsedIsRefused(String url, String name) {
        client("client", false);
        beans.registerSingleton("text", "not a client");
        assertThatExceptionOfType(InvalidLitestreamPropertyException.class)
                .isThrownBy(() -> options(url, name))
                .withMessageContaining("'" + name + "'")
                .satisfies(failure -> assertThat(failure.action()).contains("litestream.replica.client-bean"));
    }

    private void client(String name, boolean primary) {
        RootBeanDefinition definition = new RootBeanDefinition(S3Client.class, ApplicationClientsTests::newClient);
        definition.setPrimary(primary);
        definition.setDestroyMethodName("close");
        beans.registerBeanDefinition(name, definition);
    }

    private void asyncClient() {
        RootBeanDefinition definition =
                new RootBeanDefinition(S3AsyncClient.class, ApplicationClientsTests::newAsyncClient);
        definition.setDestroyMethodName("close");
        beans.registerBeanDefinition("async", definition);
    }

    private static S3AsyncClient newAsyncClient() {
        return S3AsyncClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    private static S3Client newClient() {
        return S3Client.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    private ReplicaOptions options(String url, @Nullable String bean) {
        ReplicaOptions options = ReplicaOptions.of(ReplicaUrl.parse(url));
        return new ApplicationClients(beans, "notes").addTo(options, bean);
    }
}
