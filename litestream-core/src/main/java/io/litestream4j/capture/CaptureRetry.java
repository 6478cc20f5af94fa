package io.litestream4j.capture;

import java.time.Duration;

/** When the capture thread tries again after failures: soon, for what it waits for is on this machine. For one thread. */
final class CaptureRetry {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(1);

    private Duration wait = FIRST;
    private boolean failing;

    /**
     * Notes a failure.
     *
     * @param filesLost how long to wait for somebody who brings lost files back
     */
    void failed(Exception failure, Duration filesLost) {
        failing = true;
        Duration doubled = wait.multipliedBy(2);
        Duration longer = doubled.compareTo(LAST) < 0 ? doubled : LAST;
        wait = failure instanceof FilesLostException ? filesLost : longer;
    }

    /** Returns how long to wait after the last failure. */
    Duration toWait() {
        return wait;
    }

    /** Notes a success; returns whether there was a failure before. */
    boolean succeeded() {
        boolean recovered = failing;
        failing = false;
        wait = FIRST;
        return recovered;
    }
}
