package io.litestream4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a process has used since its start.
 *
 * @param cpu user and system time
 * @param peakRssBytes largest resident set so far
 * @param writtenBytes bytes handed to the operating system for writing
 */
record ProcessUsage(Duration cpu, long peakRssBytes, long writtenBytes) {

    /** No process. */
    static final ProcessUsage NONE = new ProcessUsage(Duration.ZERO, 0, 0);

    private static final long KIB = 1024;

    /** Reads the figures of a running process from Linux's {@code /proc}. */
    static ProcessUsage of(ProcessHandle process) throws IOException {
        Path directory = Path.of("/proc", Long.toString(process.pid()));
        return new ProcessUsage(
                process.info().totalCpuDuration().orElseThrow(),
                number(directory.resolve("status"), "VmHWM") * KIB,
                number(directory.resolve("io"), "wchar"));
    }

    /** Returns what a process has used that was looked at again: one that has just ended has no memory any more. */
    ProcessUsage upTo(ProcessUsage later) {
        return new ProcessUsage(
                later.cpu, Math.max(peakRssBytes, later.peakRssBytes), Math.max(writtenBytes, later.writtenBytes));
    }

    /** Returns what a process has used since it was looked at before; its memory is the largest since it began. */
    ProcessUsage since(ProcessUsage earlier) {
        return new ProcessUsage(cpu.minus(earlier.cpu), peakRssBytes, writtenBytes - earlier.writtenBytes);
    }

    private static long number(Path file, String name) throws IOException {
        Map<String, String> values = Files.readAllLines(file).stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        return Long.parseLong(values.getOrDefault(name, "0").replaceAll("\\D", ""));
    }
}
