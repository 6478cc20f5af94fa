package io.litestream4j.replica.s3;

import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Lets an interrupt end what a thread waits for in a socket, which Java's sockets alone do not: as the JDK's channels do, it has
 * the thread that interrupts close the connection. For one thread at a time.
 */
final class InterruptibleWait extends AbstractInterruptibleChannel {

    private final Runnable onInterrupt;

    /**
     * Creates one.
     *
     * @param onInterrupt ends what is waited for, at once; called once at most, by any thread
     */
    InterruptibleWait(Runnable onInterrupt) {
        this.onInterrupt = onInterrupt;
    }

    /** What may wait. */
    interface Call<T> {

        T call() throws IOException;
    }

    /**
     * Makes a call.
     *
     * @throws java.nio.channels.AsynchronousCloseException if this thread is interrupted, which it still is then, or has been
     *     in an earlier call
     */
    <T> T during(Call<T> call) throws IOException {
        boolean completed = false;
        begin();
        try {
            T result = call.call();
            completed = true;
            return result;
        } finally {
            end(completed);
        }
    }

    /** Goes on after something else that can be interrupted, such as reading a file, has been done during a call. */
    void resume() {
        begin();
    }

    @Override
    protected void implCloseChannel() {
        onInterrupt.run();
    }
}
