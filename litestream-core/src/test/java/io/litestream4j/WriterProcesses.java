package io.litestream4j;

import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Three {@link WriterProcess}es on one replica, which are killed, stopped, and have wrong clocks. */
final class WriterProcesses implements AutoCloseable {

    private static final int COUNT = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_CLOCK_ERROR_SECONDS = 7200;

    private final Path directory;
    private final ReplicaUrl url;
    private final Map<String, String> settings;
    private final LeaseMode lease;
    private final Random random;
    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final Map<String, Set<Long>> replicated = new ConcurrentHashMap<>();
    private int started;

    WriterProcesses(Path directory, ReplicaUrl url, Map<String, String> settings, LeaseMode lease, Random random)
            throws IOException {
        this.directory = directory;
        this.url = url;
        this.settings = settings;
        this.lease = lease;
        this.random = random;
        for (int i = 0; i < COUNT; i++) {
            processes.add(start());
        }
    }

    private Process start() throws IOException {
        String name = "p" + started++;
        List<String> arguments = new ArrayList<>(List.of(
                Files.createDirectories(directory.resolve(name)).toString(),
                name,
                lease.name(),
                String.valueOf(random.nextInt(-MAX_CLOCK_ERROR_SECONDS, MAX_CLOCK_ERROR_SECONDS)),
                url.uri().toString()));
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        Process process = OtherProcess.start(WriterProcess.class, arguments);
        readers.add(EngineThreads.start("reader", name, () -> read(process)));
        return process;
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                // A line that was cut off by a kill is not acknowledged.
                if (words[0].equals("replicated") && words.length == 3) {
                    replicated
                            .computeIfAbsent(words[1], name -> ConcurrentHashMap.newKeySet())
                            .add(Long.parseLong(words[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills or stops one of them so many times, each after somebody has replicated something more. */
    void disturb(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            awaitMore();
            int chosen = random.nextInt(COUNT);
            if (random.nextBoolean()) {
                Signals.kill(processes.get(chosen));
                processes.set(chosen, start());
            } else {
                Signals.stop(processes.get(chosen));
                pause(Duration.ofMillis(1200 + random.nextInt(800)));
                Signals.goOn(processes.get(chosen));
            }
        }
        awaitMore();
    }

    private void awaitMore() {
        long before = count() + 1 + random.nextInt(20);
        Awaitility.await().atMost(PATIENCE).until(() -> count() > before);
    }

    private static void pause(Duration duration) {
        Awaitility.await().pollDelay(duration).until(() -> true);
    }

    private long count() {
        return replicated.values().stream().mapToLong(Set::size).sum();
    }

    /** Kills all, and waits until everything that they have said is known. */
    void end() throws IOException, InterruptedException {
        for (Process process : processes) {
            Signals.kill(process);
        }
        for (Thread reader : readers) {
            reader.join();
        }
    }

    /** Returns how many rows of each process were acknowledged as replicated. */
    Map<String, Long> replicated() {
        return replicated.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, rows ->
                (long) rows.getValue().size()));
    }

    /** Returns the rows of a process that were acknowledged, with commas between. */
    String rows(String name) {
        return replicated.getOrDefault(name, Set.of()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        end();
    }
}
