package io.litestream4j.lease;

import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process's wish to hold the lease of a replica. One thread acquires; {@link #end()} may be called by any. */
public final class LeaseRequest {

    static final String NAME = "lock.json";

    private final SideObjects objects;
    private final LeaseTerms terms;
    private final LeaseListener listener;
    private final String id =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final CountDownLatch ended = new CountDownLatch(1);

    // Of the acquiring thread only.
    private @Nullable SideObject seen;
    private long seenSince;
    private long highest;

    /** Creates a wish; nothing is asked of the store yet. */
    public LeaseRequest(SideObjects objects, LeaseTerms terms, LeaseListener listener) {
        this.objects = objects;
        this.terms = terms;
        this.listener = listener;
    }

    /** Ends the wait, now or later. */
    public void end() {
        ended.countDown();
    }

    /**
     * Waits until nobody else holds the lease, and takes it.
     *
     * @param meanwhile what to do each time that somebody else is seen to hold it; may take its time, but then the lease is
     *     looked at the later
     * @throws LeaseUnavailableException if that was not possible in time; says who holds it
     * @throws IOException if the store failed all the time
     */
    public Lease acquire(Runnable meanwhile) throws IOException {
        long begin = terms.nanos().getAsLong();
        while (true) {
            IOException failure;
            try {
                Optional<Lease> lease = tryOnce();
                if (lease.isPresent() && isSettled(lease.get())) {
                    listener.changed(lease.get().status());
                    return lease.get();
                }
                failure = new LeaseUnavailableException(heldBy());
            } catch (IOException e) {
                failure = e;
            }
            requireTime(begin, failure);
            if (failure instanceof LeaseUnavailableException) {
                meanwhile.run();
            }
            pause();
        }
    }

    /** Where the store does not keep two from taking the lease at the same time, the last one has it: looks who that is. */
    private boolean isSettled(Lease lease) throws IOException {
        if (objects.isAtomic()) {
            return true;
        }
        pause();
        Optional<SideObject> there = objects.get(NAME);
        return there.isPresent() && lease.isShownBy(there.get());
    }

    private void requireTime(long begin, IOException failure) throws LeaseUnavailableException {
        Duration waited = Duration.ofNanos(terms.nanos().getAsLong() - begin);
        if (waited.compareTo(terms.patience()) >= 0) {
            throw new LeaseUnavailableException(
                    "the lease of " + terms.replica() + " was not to be had within " + terms.patience() + ": "
                            + failure.getMessage(),
                    failure);
        }
    }

    private void pause() throws IOException {
        try {
            Duration wait = LeaseRule.retryAfter(terms.ttl());
            if (ended.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("the wait for the lease of " + terms.replica() + " was ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for the lease").initCause(e);
        }
    }

    private Optional<Lease> tryOnce() throws IOException {
        Optional<SideObject> there = objects.get(NAME);
        if (there.isEmpty()) {
            seen = null;
            long sent = terms.nanos().getAsLong();
            LeaseRecord ours = ours(highest + 1);
            return Optional.of(taken(ours, objects.create(NAME, ours.toJson()), sent));
        }
        LeaseRecord lease = read(there.get());
        highest = Math.max(highest, lease.generation());
        look(there.get(), lease);
        Duration unchanged = Duration.ofNanos(terms.nanos().getAsLong() - seenSince);
        // An earlier try of ours may have arrived although the answer did not.
        if (!lease.id().equals(id)
                && !LeaseRule.left(lease, unchanged, terms.ttl()).isZero()) {
            return Optional.empty();
        }
        long sent = terms.nanos().getAsLong();
        LeaseRecord ours = ours(highest + 1);
        return Optional.of(taken(ours, objects.replace(there.get(), ours.toJson()), sent));
    }

    private void look(SideObject there, LeaseRecord lease) throws IOException {
        if (seen == null || !seen.version().equals(there.version())) {
            boolean sameHolder = seen != null && read(seen).hasHolderOf(lease);
            seen = there;
            seenSince = terms.nanos().getAsLong();
            if (!sameHolder && !lease.isReleased()) {
                listener.changed(new LeaseStatus(false, lease.owner(), lease.generation(), objects.isAtomic()));
            }
        }
    }

    private LeaseRecord ours(long generation) {
        return new LeaseRecord(generation, terms.clock().instant().plus(terms.ttl()), terms.owner(), terms.ttl(), id);
    }

    private Lease taken(LeaseRecord ours, SideObject object, long sent) {
        return new Lease(objects, terms, listener, ours, object, sent);
    }

    private String heldBy() throws IOException {
        return seen == null ? "somebody else was faster" : read(seen).holder() + " holds it";
    }

    static LeaseRecord read(SideObject object) throws IOException {
        try {
            return LeaseRecord.parse(object.content());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    object.name() + " beside the replica is no lease (" + e.getMessage()
                            + "): make sure that no process replicates to it, then delete it",
                    e);
        }
    }
}
