package io.litestream4j.sample;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample application in a process of its own, which can be killed. */
final class SampleProcess implements AutoCloseable {

    /** How long anything may take. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a JVM ends with after SIGTERM, whatever its shutdown has achieved. */
    static final int TERMINATED = 128 + 15;

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;
    private final Path log;

    private SampleProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the sample with a replica in a directory and waits until it serves requests. */
    static SampleProcess start(Path dataDirectory, Path replicaDirectory) throws IOException {
        return start(dataDirectory, Map.of("app.replica-dir", replicaDirectory.toString()));
    }

    /** Starts the sample with some properties and waits until it serves requests. */
    static SampleProcess start(Path dataDirectory, Map<String, String> properties) throws IOException {
        SampleProcess sample = launch(dataDirectory, properties);
        sample.awaitStart();
        return sample;
    }

    /** Starts the sample with some properties, and does not wait. */
    static SampleProcess launch(Path dataDirectory, Map<String, String> properties) throws IOException {
        Path log = Files.createTempFile(dataDirectory.getParent(), "sample-", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // This process's own options: where temporary files go, and on newer JDKs the permission for native libraries.
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                NotesApplication.class.getName(),
                "--server.port=0",
                "--logging.level.root=info",
                "--app.data-dir=" + dataDirectory));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new SampleProcess(process, log);
    }

    /** Waits until the sample serves requests. */
    void awaitStart() {
        await("start of the sample, see " + log).atMost(PATIENCE).until(() -> !process.isAlive() || isUp());
        if (!isUp()) {
            throw new IllegalStateException("the sample did not start:\n" + log());
        }
    }

    /** Returns whether the sample serves requests, or did before it ended. */
    boolean isUp() {
        return port().find();
    }

    /** Returns where the sample listens. */
    URI address() {
        Matcher port = port();
        if (!port.find()) {
            throw new IllegalStateException("the sample does not listen yet:\n" + log());
        }
        return URI.create("http://localhost:" + port.group(1));
    }

    /** Asks the process to end, as an orchestrator does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end of the process and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the sample did not end:\n" + log());
        }
        return process.exitValue();
    }

    /** Returns what the sample has logged. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Matcher port() {
        return PORT.matcher(log());
    }

    /** Kills the process, with no chance for it to do anything. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
