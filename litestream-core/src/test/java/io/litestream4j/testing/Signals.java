package io.litestream4j.testing;

import java.io.IOException;

/** Stops processes and lets them go on, as a busy or suspended machine does. */
public final class Signals {

    private Signals() {}

    /** Stops every thread of a process where it is. */
    public static void stop(Process process) throws IOException, InterruptedException {
        send("-STOP", process);
    }

    /** Kills a process; what it has said can still be read, which is not so after {@link Process#destroyForcibly()}. */
    public static void kill(Process process) throws IOException, InterruptedException {
        send("-KILL", process);
        process.waitFor();
    }

    /** Lets a stopped process go on. */
    public static void goOn(Process process) throws IOException, InterruptedException {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
