package io.litestream4j.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another process that tries to get past the locks which SQLite holds in this one. Each try opens the database, and
 * closes it again. A try that succeeds changes the database: the test has failed then, or wanted to see it.
 */
public final class LockProbe implements AutoCloseable {

    /** Begins each line of the other process that is an answer. */
    static final String ANSWER = "answer ";

    private static final long EXIT_SECONDS = 10;

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private LockProbe(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the other process. */
    public static LockProbe start(Path database) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // This process's own options: where temporary files go, and on newer JDKs the permission for native libraries.
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LockProbeProcess.class.getName()));
        command.add(database.toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new LockProbe(builder.start());
    }

    /** Returns whether the other process gets the write lock. */
    public boolean canWrite() {
        return ask(LockProbeProcess.Attempt.WRITE);
    }

    /** Returns whether the other process gets the WAL truncated, which no reader or writer should let it. */
    public boolean canTruncateWal() {
        return ask(LockProbeProcess.Attempt.TRUNCATE_WAL);
    }

    /**
     * Returns whether the other process gets the exclusive lock on the database file, which no open connection should
     * let it. It asks the system for the lock, not SQLite, and gives it back at once.
     */
    public boolean canLockDatabase() {
        return ask(LockProbeProcess.Attempt.LOCK_DATABASE);
    }

    /**
     * Returns whether the other process gets the database out of WAL mode, which no open connection should let it.
     * Newer versions of SQLite look for locks on {@code -shm} too before they do so; older ones need
     * {@link #canLockDatabase()} only.
     */
    public boolean canSwitchToDelete() {
        return ask(LockProbeProcess.Attempt.SWITCH_TO_DELETE);
    }

    private boolean ask(LockProbeProcess.Attempt attempt) {
        try {
            commands.write(attempt + "\n");
            commands.flush();
            return switch (readAnswer()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalStateException("the probe's answer makes no sense");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips what the other process may have logged. */
    private String readAnswer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith(ANSWER)) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException("the probe has ended, see its error output");
        }
        return line.substring(ANSWER.length());
    }

    /** Ends the other process. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
