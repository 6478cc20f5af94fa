package io.litestream4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs of this module in JVMs of their own, with the heap that the figures are meant for. */
final class Jvm {

    private static final int NATIVE_ACCESS_SINCE = 22;

    private Jvm() {}

    /** Starts a main class; what it says on its standard error goes to that of this process. */
    static Program start(Class<?> main, List<String> arguments, Map<String, String> environment, Duration atMost)
            throws IOException {
        return start(List.of(), main, arguments, environment, atMost);
    }

    /** Starts a main class with further options of the JVM. */
    static Program start(
            List<String> options,
            Class<?> main,
            List<String> arguments,
            Map<String, String> environment,
            Duration atMost)
            throws IOException {
        List<String> words = new ArrayList<>(options);
        words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(arguments);
        return start(words, environment, atMost);
    }

    /** Starts what a command line names; what it says on its standard error goes to that of this process. */
    static Program start(List<String> words, Map<String, String> environment, Duration atMost) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return Program.start(builder, atMost);
    }
}
