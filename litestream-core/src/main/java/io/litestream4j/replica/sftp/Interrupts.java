package io.litestream4j.replica.sftp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;

/** Tells interrupts from other failures: the library reports both as exceptions, and forgets the interrupt status. */
final class Interrupts {

    private Interrupts() {}

    /** Returns an interrupt as it is, with the thread's interrupt status set, and another exception for all else. */
    static IOException or(IOException failure, Supplier<? extends IOException> other) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean interrupt = cause instanceof InterruptedException
                    || cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException);
            if (interrupt) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted = new InterruptedIOException("interrupted: " + failure.getMessage());
                interrupted.initCause(failure);
                return interrupted;
            }
        }
        return other.get();
    }

    /** Throws if the thread has been interrupted. */
    static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }
}
