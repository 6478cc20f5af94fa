package io.litestream4j;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ProbeResult;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.StoreProbe;
import io.litestream4j.replica.WriteGuard;
import java.io.IOException;

/**
 * Tries the store out before the first write of this process, unless that is switched off; an application that only restores,
 * or writes nothing, makes no request for it. Safe for use by several threads.
 */
final class StoreCheck implements WriteGuard {

    private final DatabaseOptions options;
    private final ReplicaClient replica;
    private final Fence fence;
    private final StatusReporter reporter;
    private boolean done;

    /**
     * Creates a check that has not been made.
     *
     * @param replica not guarded: the check is what the guard asks for
     */
    StoreCheck(DatabaseOptions options, ReplicaClient replica, Fence fence, StatusReporter reporter) {
        this.options = options;
        this.replica = replica;
        this.fence = fence;
        this.reporter = reporter;
        this.done = options.probe() == ProbeMode.OFF;
    }

    /**
     * Checks at once, if a store that lacks something is to fail the start.
     *
     * @throws IOException if it does, or cannot be reached
     */
    synchronized void checkAtStart() throws IOException {
        if (options.probe() == ProbeMode.FAIL && !done) {
            ProbeResult result = probe();
            boolean suffices = result.createOnly()
                    && result.list()
                    && (result.replace() || !options.lease().isRequired());
            if (!suffices) {
                throw new IOException(
                        String.join("; ", result.findings()) + ". To go on with a warning instead, set probe=warn");
            }
            done = true;
        }
    }

    @Override
    public synchronized void check() throws IOException {
        if (!done) {
            ProbeResult result = probe();
            if (!result.createOnly() && !(options.lease().isRequired() && result.replace())) {
                String reason = String.join("; ", result.findings())
                        + ". Nothing is uploaded; or keep other writers away by lease.mode=required, if the store can replace"
                        + " conditionally, or by other means, and set probe=off";
                fence.close(reason);
                throw new FencedException(reason);
            }
            done = true;
        }
    }

    private ProbeResult probe() throws IOException {
        ProbeResult result = StoreProbe.run(replica);
        reporter.probed(result);
        return result;
    }
}
