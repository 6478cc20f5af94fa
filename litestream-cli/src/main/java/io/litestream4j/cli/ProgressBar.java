package io.litestream4j.cli;

import java.time.Duration;
import java.util.Locale;

/** How far something has come, in words; a function of values. */
final class ProgressBar {

    private static final int BAR_WIDTH = 30;
    private static final long MEBI = 1 << 20;
    private static final int PERCENT = 100;

    private ProgressBar() {}

    /** Returns a line with a bar, as in {@code restoring [=====>    ]  50% 12.0/24.0 MiB, 96.0 MiB/s, 0:05 left}. */
    static String bar(String what, long bytes, long total, Duration elapsed) {
        long known = Math.max(1, Math.max(bytes, total));
        int filled = (int) (BAR_WIDTH * bytes / known);
        String bar = "=".repeat(Math.max(0, filled - 1)) + (filled > 0 ? filled < BAR_WIDTH ? ">" : "=" : "");
        return what + " [" + bar + " ".repeat(BAR_WIDTH - bar.length()) + "] " + figures(bytes, total, elapsed);
    }

    /** Returns the figures only. */
    static String line(String what, long bytes, long total, Duration elapsed) {
        return what + " " + figures(bytes, total, elapsed);
    }

    private static String figures(long bytes, long total, Duration elapsed) {
        long known = Math.max(1, Math.max(bytes, total));
        long rate = Math.max(1, (long) (bytes / Math.max(0.001, elapsed.toNanos() / 1e9)));
        long left = (known - bytes + rate - 1) / rate;
        return String.format(
                Locale.ROOT,
                "%3d%% %.1f/%.1f MiB, %.1f MiB/s, %d:%02d left",
                PERCENT * bytes / known,
                (double) bytes / MEBI,
                (double) known / MEBI,
                (double) rate / MEBI,
                left / 60,
                left % 60);
    }
}
