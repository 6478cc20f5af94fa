package io.litestream4j.lease;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.WriteGuard;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that was acquired. One thread renews it, from {@link #run()} to {@link #end()}; all other methods may be called by
 * any thread.
 */
public final class Lease implements WriteGuard, Runnable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private final SideObjects objects;
    private final LeaseTerms terms;
    private final LeaseListener listener;
    private final LeaseRecord ours;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Confirmation confirmed;
    private volatile @Nullable String lost;

    // Of the thread that renews, and releases after it has ended.
    private SideObject current;

    /** When the request was sent that is known to have arrived. */
    private record Confirmation(long nanos, Instant time) {}

    Lease(
            SideObjects objects,
            LeaseTerms terms,
            LeaseListener listener,
            LeaseRecord ours,
            SideObject current,
            long sent) {
        this.objects = objects;
        this.terms = terms;
        this.listener = listener;
        this.ours = ours;
        this.current = current;
        this.confirmed = new Confirmation(sent, ours.expiresAt().minus(ours.ttl()));
    }

    /** Returns the fencing token. */
    public long generation() {
        return ours.generation();
    }

    @Override
    public void check() throws IOException {
        String reason = lost;
        if (reason != null) {
            throw new FencedException(reason);
        }
        Confirmation last = confirmed;
        Duration monotonic = Duration.ofNanos(terms.nanos().getAsLong() - last.nanos());
        Duration wall = Duration.between(last.time(), terms.clock().instant());
        if (!LeaseRule.mayWrite(monotonic, wall, terms.ttl())) {
            throw new IOException("the lease of " + terms.replica() + " was not renewed for " + monotonic
                    + ": uploads pause until it is known that nobody else has taken it");
        }
    }

    /** Renews until {@link #end()} is called or the lease is lost. */
    @Override
    public void run() {
        Duration wait = LeaseRule.renewAfter(terms.ttl());
        while (lost == null && !isEnded(wait)) {
            wait = renew() ? LeaseRule.renewAfter(terms.ttl()) : LeaseRule.retryAfter(terms.ttl());
        }
    }

    private boolean isEnded(Duration wait) {
        try {
            return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean renew() {
        long sent = terms.nanos().getAsLong();
        Instant time = terms.clock().instant();
        try {
            current =
                    objects.replace(current, ours.until(time.plus(terms.ttl())).toJson());
            confirmed = new Confirmation(sent, time);
            return true;
        } catch (SideObjectConflictException e) {
            return look();
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot renew the lease replica={}: {}", terms.replica(), e.toString());
            return false;
        }
    }

    /** Sees whether an earlier renewal had arrived although its answer did not; otherwise somebody else has the lease. */
    private boolean look() {
        try {
            Optional<SideObject> there = objects.get(LeaseRequest.NAME);
            if (there.isPresent() && isShownBy(there.get())) {
                current = there.get();
            } else {
                lose(there);
            }
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot look at the lease replica={}: {}", terms.replica(), e.toString());
        }
        return false;
    }

    private void lose(Optional<SideObject> there) throws IOException {
        String what = "somebody has deleted it";
        LeaseStatus status = new LeaseStatus(false, "", ours.generation(), objects.isAtomic());
        if (there.isPresent()) {
            LeaseRecord theirs = LeaseRequest.read(there.get());
            what = theirs.holder() + " has taken it";
            status = new LeaseStatus(false, theirs.owner(), theirs.generation(), objects.isAtomic());
        }
        String reason = "the lease of " + terms.replica() + " is lost, " + what
                + ". Nothing more is uploaded; start this process again to wait for the lease";
        lost = reason;
        listener.changed(status);
        listener.lost(reason);
    }

    boolean isShownBy(SideObject object) throws IOException {
        LeaseRecord shown = LeaseRequest.read(object);
        return shown.hasHolderOf(ours) && !shown.isReleased();
    }

    LeaseStatus status() {
        return new LeaseStatus(true, ours.owner(), ours.generation(), objects.isAtomic());
    }

    /** Ends the renewals. */
    public void end() {
        ended.countDown();
    }

    /**
     * Gives the lease back, so that another process need not wait for its end. To be called after the last write, when the
     * renewing thread has ended.
     */
    public void release() {
        if (lost != null) {
            return;
        }
        try {
            objects.replace(current, ours.released().toJson());
            listener.changed(new LeaseStatus(false, "", ours.generation(), objects.isAtomic()));
        } catch (IOException e) {
            log.warn("Cannot release the lease replica={}, it ends by itself: {}", terms.replica(), e.toString());
        }
    }
}
