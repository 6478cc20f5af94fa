package io.litestream4j.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Watches the size of a WAL file from outside, 50 times a second, until closed. */
final class WalFileSampler implements AutoCloseable {

    private static final long PAUSE_NANOS = 20_000_000;

    private final Path wal;
    private final Thread thread = new Thread(this::sample, "wal-file-sampler");
    private volatile long largest;
    private volatile boolean closed;

    WalFileSampler(Path wal) {
        this.wal = wal;
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        while (!closed) {
            largest = Math.max(largest, size());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns the size now; 0 for a missing file. */
    long size() {
        return wal.toFile().length();
    }

    /** Returns the largest size seen. */
    long largest() {
        return largest;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
