package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.Litestream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** Tests for what is left when an application context, or the application, ends. */
class EndOfApplicationTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path directory;

    @Test
    void theExitCodeIsZeroWhenEverythingHasArrived() {
        runner().run(context -> {
            write(context);
            assertThat(SpringApplication.exit(source(context))).isZero();
        });
    }

    @Test
    void theExitCodeSaysThatTheReplicaLacksSomething() {
        List<Integer> codes = new ArrayList<>();
        runner().run(context -> {
            source(context).addApplicationListener((ApplicationListener<ExitCodeEvent>)
                    event -> codes.add(event.getExitCode()));
            breakReplica(context);
            write(context);
            assertThat(SpringApplication.exit(source(context))).isEqualTo(ReplicationExitCode.INCOMPLETE);
            assertThat(codes).containsExactly(ReplicationExitCode.INCOMPLETE);
        });
    }

    @Test
    void theTimeOutOfSpringsPhasesDoesNotCutTheLastUploadShort() {
        runner().withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
                .withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10ms")
                .run(context -> {
                    breakReplica(context);
                    write(context);
                    long begin = System.nanoTime();
                    source(context).close();
                    assertThat(Duration.ofNanos(System.nanoTime() - begin))
                            .isBetween(TIMEOUT, TIMEOUT.plus(Duration.ofSeconds(15)));
                });
    }

    @Test
    void twentyContextsLeaveNoThreadBehind() {
        runTwenty();
        await().untilAsserted(() -> assertThat(engineThreads()).isEmpty());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void twentyContextsLeaveOneDescriptorBehindWhichKeepsTheLocks() throws IOException {
        runTwenty();
        assertThat(descriptors("notes.db")).hasSizeLessThanOrEqualTo(1);
        assertThat(descriptors("notes.db-wal")).isEmpty();
        assertThat(descriptors("notes.db-shm")).isEmpty();
    }

    private void runTwenty() {
        for (int i = 0; i < 20; i++) {
            runner().run(EndOfApplicationTests::write);
        }
    }

    private static List<String> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("litestream-"))
                .toList();
    }

    private List<Path> descriptors(String name) throws IOException {
        Path file = directory.resolve(name).toRealPath();
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.filter(descriptor -> leadsTo(file, descriptor)).toList();
        }
    }

    private static boolean leadsTo(Path file, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            // Closed meanwhile: that of this listing, for one.
            return false;
        }
    }

    private static void write(ApplicationContext context) {
        JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
        jdbc.execute("CREATE TABLE IF NOT EXISTS notes(id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        jdbc.update("INSERT INTO notes(text) VALUES ('note')");
    }

    private void breakReplica(ApplicationContext context) throws IOException {
        context.getBean(Litestream.class).databases().get(0).sync(Duration.ofSeconds(30));
        FileSystemUtils.deleteRecursively(directory.resolve("replica"));
        Files.writeString(directory.resolve("replica"), "in the way");
    }

    private static ConfigurableApplicationContext source(AssertableApplicationContext context) {
        return context.getSourceApplicationContext();
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LitestreamAutoConfiguration.class, DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:sqlite:" + directory.resolve("notes.db"),
                        "litestream.shutdown-sync-timeout=" + TIMEOUT.toSeconds() + "s",
                        "litestream.replica.url=" + directory.resolve("replica").toUri());
    }
}
