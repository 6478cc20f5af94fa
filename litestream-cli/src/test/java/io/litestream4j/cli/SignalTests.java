package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that is asked to end, by the signal SIGTERM. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class SignalTests {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    void restoreThatIsInterruptedLeavesNothingAndSaysSo() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "webdav://127.0.0.1:" + silent.getLocalPort() + "/app";
            Process process = start(LitestreamCli.class, "restore", "--json", "-o", "app.db", url);
            try (Socket request = silent.accept()) {
                process.toHandle().destroy();
                assertThat(process.waitFor()).isEqualTo(TERMINATED);
            }
            JsonNode json = new JsonMapper().readTree(process.getInputStream());
            assertThat(json.get("error").asString()).isEqualTo("interrupted");
            assertThat(json.has("exitCode")).isFalse();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "130, 143"})
    void workThatASignalComesTooLateForDecidesTheExitCode(int returned, int expected)
            throws IOException, InterruptedException {
        Process process = start(Work.class, String.valueOf(returned));
        await().until(() -> Files.exists(directory.resolve(Work.SIGN)));
        process.toHandle().destroy();
        assertThat(process.waitFor()).isEqualTo(expected);
    }

    private Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(CliRun.java("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(directory.toFile()).start();
    }

    /** Works on until it is interrupted, and comes to its end then. */
    static final class Work {

        static final String SIGN = "working";

        public static void main(String[] arguments) {
            System.exit(CliThreads.interruptibly(() -> work(Integer.parseInt(arguments[0]))));
        }

        private static int work(int exitCode) {
            try {
                Files.createFile(Path.of(SIGN));
            } catch (IOException e) {
                return 1;
            }
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
            return exitCode;
        }
    }
}
