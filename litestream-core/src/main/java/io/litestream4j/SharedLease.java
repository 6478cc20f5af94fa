package io.litestream4j;

import io.litestream4j.lease.Lease;
import io.litestream4j.lease.LeaseListener;
import io.litestream4j.lease.LeaseRequest;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease at one place, for all databases of this process that are covered by it, which may be one: the first asks for it,
 * the others join, one thread renews it, the last gives it back. Who loses it are all that have it. Safe for use by several
 * threads; nothing is asked of the store, and nobody is told anything, under its lock.
 */
final class SharedLease {

    private static final Logger log = LoggerFactory.getLogger(SharedLease.class);

    private static final long JOIN_MILLIS = 10_000;

    private final String name;
    // Who waits for it, has it, or has lost it and is not closed yet. The first is the one whose requests they count
    // as.
    private final Set<LeaseKeeper> members = new LinkedHashSet<>();
    private @Nullable LeaseObjects objects;
    private @Nullable Turn asking;
    private @Nullable Turn held;

    /**
     * Creates a lease that nobody wants.
     *
     * @param name whose lease it is, for the name of the thread that renews it
     */
    SharedLease(String name) {
        this.name = name;
    }

    /**
     * One time that this process wants the lease and has it: from a database's wish until the last one that has joined leaves, or
     * the lease is lost. Its state is under the lock of the {@link SharedLease}.
     */
    final class Turn implements LeaseListener {

        private final LeaseKeeper asker;
        private final LeaseRequest request;
        private final Set<LeaseKeeper> holders = new LinkedHashSet<>();
        private boolean ended;
        private boolean underWay;
        private @Nullable LeaseStatus status;
        private @Nullable Lease lease;
        private @Nullable Thread renewal;

        private Turn(LeaseKeeper asker, LeaseObjects objects) {
            this.asker = asker;
            this.request = new LeaseRequest(objects.objects(), asker.terms(), this);
        }

        @Override
        public void changed(LeaseStatus now) {
            toldOf(this, now).forEach(keeper -> keeper.show(now));
        }

        @Override
        public void lost(String reason) {
            leftByAll(this).forEach(keeper -> keeper.lost(status(this), reason));
        }

        /** Returns the lease; only for those who have joined. */
        @Nullable
        Lease lease() {
            synchronized (SharedLease.this) {
                return lease;
            }
        }
    }

    /** Returns a database's wish to have the lease; nothing is asked of the store yet. */
    synchronized Turn wish(LeaseKeeper keeper) {
        LeaseObjects place = objects;
        if (place == null) {
            place = keeper.open();
            objects = place;
        }
        members.add(keeper);
        return new Turn(keeper, place);
    }

    /** Ends the wait for a wish, now or later; somebody else's goes on. */
    void end(Turn wish) {
        synchronized (this) {
            wish.ended = true;
            notifyAll();
        }
        wish.request.end();
    }

    /**
     * Waits for the lease, and returns the turn that the database has joined.
     *
     * @param meanwhile done again and again while another process holds it, if it is this database that asks
     */
    Turn acquire(Turn wish, Runnable meanwhile) throws IOException {
        boolean acquired = false;
        try {
            showOther(wish.asker);
            Turn turn = join(wish);
            if (turn == null) {
                turn = ask(wish, meanwhile);
            }
            acquired = true;
            wish.asker.show(status(turn));
            return turn;
        } finally {
            if (!acquired) {
                forget(wish.asker);
            }
        }
    }

    /** Shows who has the lease, as far as the one that asks has seen it. */
    private void showOther(LeaseKeeper keeper) {
        LeaseStatus seen;
        synchronized (this) {
            seen = asking == null ? null : asking.status;
        }
        if (seen != null && !seen.held()) {
            keeper.show(seen);
        }
    }

    /** Joins whoever has the lease, once it is known whether anybody gets it; null if it is up to this one to ask. */
    private synchronized @Nullable Turn join(Turn wish) throws IOException {
        try {
            while (held == null && asking != null) {
                if (wish.ended) {
                    throw new InterruptedIOException("the wait for the lease was ended");
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the lease").initCause(e);
        }
        if (held == null) {
            asking = wish;
            return null;
        }
        held.holders.add(wish.asker);
        return held;
    }

    private Turn ask(Turn wish, Runnable meanwhile) throws IOException {
        Lease acquired = null;
        try {
            acquired = wish.request.acquire(meanwhile);
        } finally {
            answered(wish, acquired);
        }
        return wish;
    }

    private synchronized void answered(Turn wish, @Nullable Lease acquired) {
        asking = null;
        notifyAll();
        if (acquired != null) {
            // First of all: without a thread to renew it nobody has it.
            wish.renewal = EngineThreads.start("lease", name, acquired);
            wish.lease = acquired;
            wish.holders.add(wish.asker);
            held = wish;
        }
    }

    /** Notes what a turn has seen, and returns who is to be told now; who holds the lease is told when it joins or loses it. */
    private synchronized List<LeaseKeeper> toldOf(Turn turn, LeaseStatus now) {
        turn.status = now;
        return now.held() || turn.lease != null ? List.of() : List.copyOf(members);
    }

    private synchronized LeaseStatus status(Turn turn) {
        LeaseStatus status = turn.status;
        return status != null ? status : new LeaseStatus(false, "", 0, false);
    }

    private synchronized List<LeaseKeeper> leftByAll(Turn turn) {
        List<LeaseKeeper> all = List.copyOf(turn.holders);
        turn.holders.clear();
        abandon(turn);
        return all;
    }

    /** Has nobody join a turn any more. */
    private synchronized void abandon(Turn turn) {
        if (turn.equals(held)) {
            held = null;
        }
    }

    /** Takes back that a database has the lease, because it must not write any more; the last one ends the renewals. */
    void withdraw(Turn turn, LeaseKeeper keeper) {
        Lease unused = leave(turn, keeper) ? turn.lease() : null;
        if (unused != null) {
            unused.end();
        }
    }

    /** Returns whether this was the last one of those who had the lease. */
    private synchronized boolean leave(Turn turn, LeaseKeeper keeper) {
        boolean last = turn.holders.remove(keeper) && turn.holders.isEmpty();
        if (last) {
            abandon(turn);
        }
        return last;
    }

    /**
     * Lets a database leave for good. The last one that has the lease gives it back, if nothing is under way any more;
     * otherwise it ends by itself: what arrived after that would be found by the next process as somebody else's.
     *
     * @param end how the database ended
     */
    void release(Turn turn, LeaseKeeper keeper, WriterEnd end) {
        note(turn, end);
        Lease unused = leave(turn, keeper) ? turn.lease() : null;
        if (unused != null) {
            unused.end();
        }
        if (isUnused(turn)) {
            boolean renewed = awaitRenewal(turn);
            if (unused != null && end != WriterEnd.FENCED && !renewed && isQuiet(turn)) {
                unused.release();
            }
        }
        if (end != WriterEnd.FENCED) {
            LeaseStatus last = status(turn);
            keeper.show(new LeaseStatus(false, "", last.generation(), last.atomic()));
        }
        forget(keeper);
    }

    private synchronized void note(Turn turn, WriterEnd end) {
        turn.underWay |= end == WriterEnd.UNDER_WAY;
    }

    private synchronized boolean isQuiet(Turn turn) {
        return !turn.underWay;
    }

    private synchronized boolean isUnused(Turn turn) {
        return turn.holders.isEmpty();
    }

    /** Waits for the end of the renewals, but not for ever; returns whether they go on. */
    private boolean awaitRenewal(Turn turn) {
        Thread thread;
        synchronized (this) {
            thread = turn.renewal;
        }
        if (thread == null) {
            return false;
        }
        return !EngineThreads.join(thread, JOIN_MILLIS);
    }

    /** Counts a request for the one that has been here longest. */
    void requested(String operation, String outcome, long bytes) {
        oldest().ifPresent(keeper -> keeper.requested(operation, outcome, bytes));
    }

    private synchronized Optional<LeaseKeeper> oldest() {
        return members.stream().findFirst();
    }

    private void forget(LeaseKeeper keeper) {
        LeaseObjects unused = unusedWithout(keeper);
        try {
            if (unused != null) {
                unused.close();
            }
        } catch (IOException e) {
            log.debug("Closing the client of the lease failed", e);
        }
    }

    private synchronized @Nullable LeaseObjects unusedWithout(LeaseKeeper keeper) {
        members.remove(keeper);
        LeaseObjects unused = members.isEmpty() ? objects : null;
        if (members.isEmpty()) {
            objects = null;
        }
        return unused;
    }
}
