package io.litestream4j.capture;

import io.litestream4j.sqlite.DatabaseAccessException;
import io.litestream4j.sqlite.DatabaseSession;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * SQLite's write lock, taken by trying again every few microseconds: the library's own busy handler sleeps for ever longer
 * and starves against a writer that never pauses. Not safe for use by several threads.
 */
final class WriteLock {

    private static final int SPINS = 64;
    private static final long PAUSE_NANOS = 20_000;

    private final DatabaseSession session;
    private final WriterGate gate;
    private long acquired;

    WriteLock(DatabaseSession session, WriterGate gate) {
        this.session = session;
        this.gate = gate;
    }

    /** Takes the lock, or gives up after {@code patience}: whoever holds it has a long transaction. */
    boolean tryAcquire(Duration patience) throws DatabaseAccessException {
        long begin = System.nanoTime();
        boolean locked = false;
        gate.close();
        try {
            for (int i = 0; !(locked = session.tryLockWrites()); i++) {
                if (System.nanoTime() - begin > patience.toNanos()) {
                    return false;
                }
                if (i > SPINS) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            acquired = System.nanoTime();
            return true;
        } finally {
            if (!locked) {
                gate.open();
            }
        }
    }

    /** Gives the lock back and returns how long it was held. */
    Duration release() throws DatabaseAccessException {
        try {
            session.unlockWrites();
        } finally {
            gate.open();
        }
        return Duration.ofNanos(System.nanoTime() - acquired).truncatedTo(TimeUnit.MICROSECONDS.toChronoUnit());
    }
}
