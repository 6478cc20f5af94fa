package io.litestream4j.testing;

import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Counts operations, of a disk or of a store or of both, and says which of them go wrong. Run a scenario with a fault at step
 * 0, 1, 2… until {@link #reached()} is false to have seen it fail everywhere. Safe for use by several threads.
 */
public final class FaultSchedule {

    private int steps;
    private int first = Integer.MAX_VALUE;
    private int last = -1;
    private @Nullable Fault fault;
    private boolean reached;
    private @Nullable Random random;
    private int oneIn;

    /** Returns a schedule of which one operation in so many goes wrong, on average, in any way. */
    public static FaultSchedule randomly(Random random, int oneIn) {
        FaultSchedule schedule = new FaultSchedule();
        schedule.random = random;
        schedule.oneIn = oneIn;
        return schedule;
    }

    /** Returns a schedule of which one operation goes wrong, counted from 0. */
    public static FaultSchedule once(int step, Fault fault) {
        FaultSchedule schedule = new FaultSchedule();
        schedule.set(step, step, fault);
        return schedule;
    }

    /** Returns a schedule of which everything goes wrong from one operation on, counted from 0, until it is healed. */
    public static FaultSchedule from(int step, Fault fault) {
        FaultSchedule schedule = new FaultSchedule();
        schedule.set(step, Integer.MAX_VALUE, fault);
        return schedule;
    }

    /** Returns a schedule without faults. */
    public static FaultSchedule none() {
        return new FaultSchedule();
    }

    /** Has everything go wrong from now on, until it is healed. */
    public synchronized void breakNow(Fault how) {
        set(steps, Integer.MAX_VALUE, how);
    }

    /** Has nothing go wrong from now on, but for what does at random. */
    public synchronized void heal() {
        set(Integer.MAX_VALUE, -1, null);
    }

    private synchronized void set(int newFirst, int newLast, @Nullable Fault how) {
        first = newFirst;
        last = newLast;
        fault = how;
    }

    /** Returns how many operations there were. */
    public synchronized int steps() {
        return steps;
    }

    /** Returns whether an operation has gone wrong. */
    public synchronized boolean reached() {
        return reached;
    }

    /** Counts an operation, and says how it goes wrong. */
    synchronized Optional<Fault> next() {
        int step = steps++;
        Fault now = step < first || step > last ? atRandom() : fault;
        reached = reached || now != null;
        return Optional.ofNullable(now);
    }

    private @Nullable Fault atRandom() {
        Random dice = random;
        if (dice == null || dice.nextInt(oneIn) > 0) {
            return null;
        }
        return Fault.values()[dice.nextInt(Fault.values().length)];
    }
}
