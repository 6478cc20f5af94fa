package io.litestream4j.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls, in a process of its own: one target, named by the first argument, with its use of heap watched. */
public final class FuzzProgram {

    private static @Nullable FuzzTarget target;

    private FuzzProgram() {}

    /** Chooses the target: the name of a class with a constructor without parameters. */
    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        target = (FuzzTarget)
                Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    }

    /** Tries one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        FuzzTarget chosen = target;
        if (chosen == null) {
            throw new IllegalStateException("no target was chosen");
        }
        test(chosen, input);
    }

    /** Gives an input to a target, and fails if that took more heap than it may. */
    public static void test(FuzzTarget target, byte[] input) throws Exception {
        long bound = target.heapBound(input.length);
        if (allocated(target, input) > bound) {
            // Code that runs for the first time is loaded, and loading takes heap.
            long allocated = allocated(target, input);
            FuzzTarget.require(
                    allocated <= bound, allocated + " bytes of heap for an input of " + input.length + " bytes");
        }
    }

    private static long allocated(FuzzTarget target, byte[] input) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        target.test(input);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
