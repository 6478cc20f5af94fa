package io.litestream4j.replica.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.nats.client.JetStreamManagement;
import io.nats.client.ObjectStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings during which somebody deletes, between the count of what is there and the first message. */
class ObjectStreamTests {

    @AutoClose
    private static NatsServer server;

    private NatsSettings settings;
    private NatsSession session;
    private ObjectStream stream;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = NatsServer.start(directory);
    }

    @BeforeEach
    void open() throws Exception {
        String bucket = server.newBucket();
        settings = NatsSettings.of(server.options(bucket));
        session = NatsSession.open(server.connect(), settings);
        stream = new ObjectStream(session, settings);
        ObjectStore store = session.connection().objectStore(bucket);
        for (String name : List.of("a", "b", "c", "d")) {
            store.put(name, name.getBytes(UTF_8));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        session.connection().close();
    }

    @Test
    void listsEverything() throws Exception {
        assertThat(names(stream)).isEqualTo("abcd");
    }

    @ParameterizedTest
    @CsvSource({"d, abc", "b, acd", "ad, bc", "cd, ab", "abcd, ''"})
    void listsWhatIsLeftWithoutWaiting(String deleted, String left) throws Exception {
        long begin = System.nanoTime();
        assertThat(names(during(() -> delete(deleted)))).isEqualTo(left);
        assertThat(System.nanoTime() - begin)
                .isLessThan(settings.requestTimeout().toNanos());
    }

    @Test
    void listsWhatWasReplacedOnce() throws Exception {
        ObjectStream during = during(() -> {
            delete("c");
            session.connection().objectStore(settings.bucket()).put("a", new byte[1]);
        });
        assertThat(names(during)).isEqualTo("bda");
    }

    @Test
    void listsWhatIsLeftAndWhatIsNew() throws Exception {
        ObjectStream during = during(() -> {
            delete("c");
            session.connection().objectStore(settings.bucket()).put("e", new byte[1]);
        });
        assertThat(names(during)).isEqualTo("abde");
    }

    @Test
    void i6AnAnswerThatIsNoEndIsNoEmptyListing() {
        ObjectStream during = during(() -> {
            String consumer =
                    session.management().getConsumerNames(session.stream()).get(0);
            session.management().deleteConsumer(session.stream(), consumer);
        });
        assertThatIOException().isThrownBy(during::all).withMessageContaining("message 1 of 4 did not come");
    }

    private void delete(String names) throws Exception {
        for (String name : names.split("")) {
            stream.remove(stream.find(name).orElseThrow());
        }
    }

    private static String names(ObjectStream stream) throws Exception {
        return String.join(
                "",
                stream.all().stream()
                        .map(object -> object.info().getObjectName())
                        .toList());
    }

    /** Returns the stream with something that happens as soon as the server has a consumer. */
    private ObjectStream during(Step step) {
        JetStreamManagement management = (JetStreamManagement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JetStreamManagement.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(session.management(), arguments);
                        if (method.getName().equals("createConsumer")) {
                            step.run();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new ObjectStream(
                new NatsSession(
                        session.connection(), session.jetStream(), management, session.stream(), session.chunkSize()),
                settings);
    }

    private interface Step {
        void run() throws Exception;
    }
}
