package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.LoadGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The application under load once, with what replicates it, seen from outside. */
final class LoadRun implements AutoCloseable {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final Duration READY = Duration.ofSeconds(30);

    /** A side-car that uses no more than this in that time only looks whether there is something to do. */
    private static final Duration IDLE_CPU = Duration.ofMillis(200);

    private static final Duration IDLE_FOR = Duration.ofSeconds(2);

    /** One that looks every 10 ms may never rest once its WAL has grown to gigabytes. */
    private static final Duration CAUGHT_UP = Duration.ofMinutes(1);

    private final Variant variant;
    private final Workspace workspace;
    private final @Nullable Program sidecar;
    private final ProcessUsage sidecarBefore;
    private ProcessUsage sidecarAtStart = ProcessUsage.NONE;
    private ProcessUsage sidecarAtEnd = ProcessUsage.NONE;
    private ProcessUsage applicationAtEnd = ProcessUsage.NONE;
    private long walAtEnd;

    /**
     * What was seen.
     *
     * @param application the application's own figures
     * @param applicationRss its peak
     * @param sidecarCpu what the side-car used in the measured time
     * @param sidecarRss its peak
     * @param walLargest largest size of the WAL file
     * @param walAtEnd its size at the end of the measured time
     */
    record Figures(
            Properties application,
            long applicationRss,
            Duration sidecarCpu,
            long sidecarRss,
            long walLargest,
            long walAtEnd) {

        double number(String name) {
            return Double.parseDouble(application.getProperty(name));
        }
    }

    /** Creates an empty database and starts the side-car, if the variant has one. */
    LoadRun(Variant variant, Workspace workspace, Sidecar litestream) throws IOException {
        this.variant = variant;
        this.workspace = workspace;
        SampleDatabase.createEmpty(workspace.database());
        this.sidecar = variant.hasSidecar() ? litestream.start(workspace, variant.replication()) : null;
        if (sidecar != null) {
            Waiting.until(
                    "the side-car's first upload",
                    READY,
                    () -> workspace.replica().files(0) > 0);
        }
        this.sidecarBefore = sidecarUsage();
    }

    Figures run(List<String> options, Observer observer) throws IOException, InterruptedException {
        Path result = workspace.directory().resolve("result.properties");
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--database", workspace.database().toString(), "--result", result.toString()));
        arguments.addAll(List.of("--synchronous", variant.synchronous()));
        if (variant.replication() == Variant.Replication.ENGINE) {
            arguments.addAll(List.of("--replica", workspace.replica().url()));
        }
        try (WalFileSampler wal = new WalFileSampler(workspace.wal());
                Program application = Jvm.start(
                        LoadGenerator.class, arguments, workspace.replica().environment(), LONGEST_RUN)) {
            follow(application, wal, observer);
            application.join();
            return new Figures(
                    load(result),
                    applicationAtEnd.peakRssBytes(),
                    sidecarAtEnd.cpu().minus(sidecarAtStart.cpu()),
                    sidecarAtEnd.peakRssBytes(),
                    wal.largest(),
                    walAtEnd);
        }
    }

    private void follow(Program application, WalFileSampler wal, Observer observer) throws IOException {
        try (BufferedReader lines = application.process().inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(LoadGenerator.STARTED)) {
                    sidecarAtStart = sidecarUsage();
                    observer.started();
                } else if (line.equals(LoadGenerator.ENDED)) {
                    sidecarAtEnd = sidecarUsage();
                    applicationAtEnd = application.usage();
                    walAtEnd = wal.size();
                    observer.ended();
                }
            }
        }
    }

    private ProcessUsage sidecarUsage() throws IOException {
        return sidecar == null ? ProcessUsage.NONE : sidecar.usage();
    }

    /**
     * Waits until the side-car has nothing more to do, and returns what it has used since before the application began: it may
     * have left much of its work for later. Of one that does not rest, only what it had used when the load ended.
     */
    Duration sidecarUntilCaughtUp() throws IOException {
        if (sidecar == null) {
            return Duration.ZERO;
        }
        ProcessUsage before = sidecarUsage();
        long end = System.nanoTime() + CAUGHT_UP.toNanos();
        while (System.nanoTime() < end) {
            Waiting.pause(IDLE_FOR);
            ProcessUsage after = sidecarUsage();
            if (after.since(before).cpu().compareTo(IDLE_CPU) <= 0) {
                return before.since(sidecarBefore).cpu();
            }
            before = after;
        }
        return sidecarAtEnd.since(sidecarBefore).cpu();
    }

    /** Is told when the measured time begins and ends. */
    interface Observer {

        /** Does nothing. */
        Observer NONE = new Observer() {};

        default void started() throws IOException {}

        default void ended() throws IOException {}
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    @Override
    public void close() throws InterruptedException {
        if (sidecar != null) {
            sidecar.close();
        }
    }
}
