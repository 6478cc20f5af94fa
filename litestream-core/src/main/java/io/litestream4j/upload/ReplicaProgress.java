package io.litestream4j.upload;

import io.litestream4j.ltx.TxId;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the replica is: one thread reports, any may wait. Safe for use by several threads. */
public final class ReplicaProgress {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private TxId reached = TxId.NONE;
    private boolean ended;

    /** Reports that everything up to a TXID is durable on the replica. */
    public void reached(TxId txId) {
        lock.lock();
        try {
            if (txId.isAfter(reached)) {
                reached = txId;
                advanced.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits, now and later: nothing more is going to be reached. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how far the replica is. */
    public TxId reached() {
        lock.lock();
        try {
            return reached;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the replica has a TXID; returns whether it has. */
    public boolean await(TxId txId, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (txId.isAfter(reached) && !ended && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return !txId.isAfter(reached);
        } finally {
            lock.unlock();
        }
    }
}
