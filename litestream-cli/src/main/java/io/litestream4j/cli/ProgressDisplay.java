package io.litestream4j.cli;

import io.litestream4j.cli.OutputOptions.ProgressMode;
import java.io.Closeable;
import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Shows progress on standard error: on a terminal as a bar that is drawn again and again, elsewhere as a line every few
 * seconds. Safe for use by several threads.
 */
final class ProgressDisplay implements Closeable {

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(5);
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter err;
    private final String what;
    private final ProgressMode mode;
    private final long begin = System.nanoTime();
    private long next;
    private boolean drawn;
    private boolean closed;

    ProgressDisplay(PrintWriter err, String what, ProgressMode mode) {
        this.err = err;
        this.what = what;
        this.mode = mode;
        this.next = begin + interval().toNanos();
    }

    /** Chooses by the options, and by whether there is a terminal. */
    static ProgressDisplay of(OutputOptions output, CommandSpec spec, String what) {
        ProgressMode mode = output.progress;
        if (mode == ProgressMode.auto) {
            mode = isTerminal() ? ProgressMode.bar : ProgressMode.lines;
        }
        return new ProgressDisplay(spec.commandLine().getErr(), what, mode);
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since JDK 22 there may be a console without a terminal; before, the method is not there.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    private Duration interval() {
        return mode == ProgressMode.bar ? REDRAW : LINE;
    }

    /** Takes note of progress. */
    synchronized void onProgress(long bytes, long total) {
        long now = System.nanoTime();
        boolean complete = mode == ProgressMode.bar && bytes >= total;
        if (mode == ProgressMode.none || closed || !complete && now < next) {
            return;
        }
        next = now + interval().toNanos();
        Duration elapsed = Duration.ofNanos(now - begin);
        if (mode == ProgressMode.bar) {
            err.print(ERASE_LINE + ProgressBar.bar(what, bytes, total, elapsed));
            drawn = true;
        } else {
            err.println(ProgressBar.line(what, bytes, total, elapsed));
        }
        err.flush();
    }

    /** Leaves the last bar where it is. */
    @Override
    public synchronized void close() {
        if (drawn && !closed) {
            err.println();
            err.flush();
        }
        closed = true;
    }
}
