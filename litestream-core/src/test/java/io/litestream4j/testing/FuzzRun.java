package io.litestream4j.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of Jazzer, which lets itself be led by what the code does with an input. In a process of its own: it can be led only
 * once in each. What it finds is in {@code target/fuzz/<target>}: the inputs that led somewhere, the output, and the input of
 * a finding.
 *
 * @param executions how many inputs were tried
 * @param exit the exit code; 0 without a finding
 * @param output what it has said
 */
public record FuzzRun(long executions, int exit, String output) {

    private static final Pattern NEEDED = Pattern.compile("jazzer|lz4-java|slf4j-api|logback|sqlite-jdbc|jspecify");
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: *(\\d+)");

    /** Runs for some time, from the inputs below {@code seeds} on. */
    public static FuzzRun start(
            Class<? extends FuzzTarget> target, Path directory, Path seeds, Duration time, long seed)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(directory.resolve("corpus"));
        Path log = directory.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Xss1m",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        classPath(),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + FuzzProgram.class.getName(),
                        "--target_args=" + target.getName(),
                        "--instrumentation_includes=io.litestream4j.**",
                        "--custom_hook_includes=io.litestream4j.**",
                        "--disabled_hooks=*",
                        "--reproducer_path=" + directory,
                        "-artifact_prefix=" + directory + "/",
                        "-max_total_time=" + time.toSeconds(),
                        "-timeout=60",
                        "-rss_limit_mb=2048",
                        "-print_final_stats=1",
                        "-seed=" + Math.floorMod(seed, Integer.MAX_VALUE),
                        corpus.toString(),
                        seeds.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int exit = process.waitFor();
            String output = Files.readString(log);
            Matcher executions = EXECUTIONS.matcher(output);
            return new FuzzRun(executions.find() ? Long.parseLong(executions.group(1)) : 0, exit, output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns the class path without the stores' libraries, none of which is fuzzed: Jazzer reads through all of it. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || NEEDED.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
