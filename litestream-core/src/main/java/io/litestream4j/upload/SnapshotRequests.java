package io.litestream4j.upload;

import io.litestream4j.ltx.TxId;
import io.litestream4j.staging.FixedSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a snapshot, and the read transaction of the one that is being uploaded. One thread serves the requests; any
 * thread may ask, and may have the transaction given up. Safe for use by several threads.
 */
final class SnapshotRequests {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final List<CompletableFuture<TxId>> waiting = new ArrayList<>();
    private int served;
    private @Nullable FixedSnapshot open;
    private boolean fixing;
    private boolean held;
    private boolean ended;

    /** Asks for a snapshot of what is committed now; the answer is the TXID of one that is on the replica. */
    CompletableFuture<TxId> add() {
        CompletableFuture<TxId> answer = new CompletableFuture<>();
        lock.lock();
        try {
            if (ended) {
                answer.cancel(false);
            } else {
                waiting.add(answer);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return answer;
    }

    /** Returns whether nobody waits. */
    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes those who wait for a snapshot; waits as long as they may not be served.
     *
     * @return false if there is nobody, or if all has ended; if not, {@link #opened} has to follow
     */
    boolean begin() throws InterruptedException {
        lock.lock();
        try {
            while (held && !ended && !waiting.isEmpty()) {
                changed.await();
            }
            served = waiting.size();
            fixing = served > 0 && !ended;
            return fixing;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the snapshot that answers those who wait; null if there is none.
     *
     * @return whether it may be used; if not it is closed
     */
    boolean opened(@Nullable FixedSnapshot snapshot) {
        lock.lock();
        try {
            fixing = false;
            open = snapshot;
            changed.signalAll();
            if (held || ended) {
                closeOpen();
            }
            return open != null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the snapshot that was opened still is; if not, nothing is wrong with the store. */
    boolean isOpen() {
        lock.lock();
        try {
            return open != null;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the snapshot that was opened, if it still is. */
    void closeOpen() {
        lock.lock();
        try {
            FixedSnapshot snapshot = open;
            open = null;
            if (snapshot != null) {
                snapshot.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Answers those who had asked before the snapshot was fixed. */
    void answer(TxId txId) {
        take().forEach(answer -> answer.complete(txId));
    }

    /** Answers those who had asked before the snapshot could not be fixed. */
    void fail(IOException failure) {
        take().forEach(answer -> answer.completeExceptionally(failure));
    }

    private List<CompletableFuture<TxId>> take() {
        lock.lock();
        try {
            List<CompletableFuture<TxId>> first = waiting.subList(0, served);
            List<CompletableFuture<TxId>> taken = List.copyOf(first);
            first.clear();
            served = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the read transaction up, and has none begun before {@link #resume()}; waits while one is being begun. */
    void hold(Duration patience) {
        lock.lock();
        try {
            held = true;
            closeOpen();
            long left = patience.toNanos();
            while (fixing && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            held = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the read transaction up and ends all waits, now and later. */
    void end() {
        lock.lock();
        try {
            ended = true;
            closeOpen();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Tells all who wait that they wait in vain. */
    void cancel() {
        end();
        lock.lock();
        try {
            served = waiting.size();
        } finally {
            lock.unlock();
        }
        take().forEach(answer -> answer.cancel(false));
    }
}
