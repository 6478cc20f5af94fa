package io.litestream4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that has ended.
 *
 * @param exitCode its exit code
 * @param out what it has printed to standard output
 * @param err what it has printed to standard error
 */
record CliRun(int exitCode, String out, String err) {

    /** Runs a command in this JVM. */
    static CliRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = LitestreamCli.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CliRun(exitCode, out.toString(), err.toString());
    }

    /** Runs a program and waits for its end. */
    static CliRun ofProcess(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new CliRun(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Returns a command line of this JVM's own program, without its other arguments. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-XX:-UsePerfData");
        command.addAll(List.of(arguments));
        return command;
    }

    JsonNode json() {
        return new JsonMapper().readTree(out);
    }
}
