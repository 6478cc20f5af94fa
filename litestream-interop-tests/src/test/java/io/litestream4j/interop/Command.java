package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a command of another program to its end. */
final class Command {

    private static final long PATIENCE_SECONDS = 120;

    private Command() {}

    /** Returns what the command said; it has to succeed, and in time. */
    static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        return run(directory, command, environment -> {});
    }

    /** Returns what the command said in an environment that is prepared for it; it has to succeed, and in time. */
    static String run(Path directory, List<String> command, Consumer<Map<String, String>> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("command-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            environment.accept(builder.environment());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s ended in time", command).isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", command, Files.readString(output))
                    .isZero();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }
}
