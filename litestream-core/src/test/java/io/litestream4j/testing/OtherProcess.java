package io.litestream4j.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Another process that uses a database, as somebody at a prompt does. */
public final class OtherProcess {

    private OtherProcess() {}

    /** Executes statements on one connection, which is closed then, and waits for the end of the process. */
    public static void execute(Path database, String... statements) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(database.toString()));
        arguments.addAll(List.of(statements));
        Process process = start(OtherProcess.class, arguments);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the other process has failed, see its error output");
        }
    }

    /** Starts a program of the test's class path, in a small JVM; its output is for the caller. */
    public static Process start(Class<?> program, List<String> arguments) throws IOException {
        return start(program, arguments, "-Xmx128m");
    }

    /** Starts a program of the test's class path with a setting for the heap; its output is for the caller. */
    public static Process start(Class<?> program, List<String> arguments, String heap) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The program: a database, then statements. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = new TestDatabase(Path.of(arguments[0])).open()) {
            for (int i = 1; i < arguments.length; i++) {
                TestDatabase.execute(connection, arguments[i]);
            }
        }
    }
}
