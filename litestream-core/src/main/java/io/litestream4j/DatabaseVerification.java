package io.litestream4j;

import io.litestream4j.ltx.TxId;
import io.litestream4j.status.Stage;
import io.litestream4j.verify.Finding;
import io.litestream4j.verify.LevelTotals;
import io.litestream4j.verify.VerificationReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the replica of one database now and then, and shows the result as that of a stage: damage is a stalled stage at
 * once, a store that is away one that fails. The steps are those of one thread; {@link #end()} may be called by any.
 */
final class DatabaseVerification implements SharedThread.Task {

    private static final Logger log = LoggerFactory.getLogger(DatabaseVerification.class);

    private static final long JOIN_MILLIS = 10_000;

    private final String name;
    private final Duration interval;
    private final Callable<VerificationReport> verifier;
    private final StatusReporter reporter;
    private @Nullable FutureTask<VerificationReport> running;
    private boolean ended;

    // Of the thread that makes the steps only.
    private boolean begun;

    /**
     * Creates verifications of which the first begins after an interval.
     *
     * @param verifier verifies once, and ends soon after its thread is interrupted
     */
    DatabaseVerification(
            String name, Duration interval, Callable<VerificationReport> verifier, StatusReporter reporter) {
        this.name = name;
        this.interval = interval;
        this.verifier = verifier;
        this.reporter = reporter;
    }

    @Override
    public Duration step() {
        if (begun) {
            verify();
        }
        begun = true;
        return interval;
    }

    private void verify() {
        try {
            Optional<String> wrong = look();
            if (wrong.isPresent()) {
                // Levels are listed one after the other, while files are merged and deleted: what is wrong twice is
                // wrong.
                wrong = look();
            }
            if (wrong.isPresent()) {
                reporter.failed(Stage.VERIFICATION, new IOException(wrong.get()), true);
            } else {
                reporter.recovered(Stage.VERIFICATION);
            }
        } catch (CancellationException e) {
            log.debug("A verification was ended database={}", name);
        } catch (ExecutionException e) {
            reporter.failed(Stage.VERIFICATION, e.getCause() instanceof Exception failure ? failure : e, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Verifies once, and returns what is wrong. */
    private Optional<String> look() throws ExecutionException, InterruptedException {
        TxId uploaded = reporter.uploadedEnd();
        FutureTask<VerificationReport> task = new FutureTask<>(verifier);
        begin(task);
        Thread thread = start(task);
        try {
            VerificationReport report = task.get();
            log.debug("Verified database={} sound={} files={}", name, report.isSound(), report.files());
            return report.isSound() ? missing(report, uploaded) : Optional.of(damage(report));
        } finally {
            // What was ended may still be reading, with a client that is closed soon.
            EngineThreads.join(thread, JOIN_MILLIS);
        }
    }

    private Thread start(FutureTask<VerificationReport> task) throws ExecutionException {
        try {
            return EngineThreads.start("verification", name, task);
        } catch (OutOfMemoryError e) {
            throw new ExecutionException("no thread to verify with: " + e.getMessage(), e);
        }
    }

    private synchronized void begin(FutureTask<VerificationReport> task) {
        running = task;
        if (ended) {
            task.cancel(false);
        }
    }

    /** Ends the verification under way; there is no other after it. */
    synchronized void end() {
        ended = true;
        if (running != null) {
            // On a thread of its own, which alone is interrupted.
            running.cancel(true);
        }
    }

    private static Optional<String> missing(VerificationReport report, TxId uploaded) {
        return uploaded.isAfter(end(report))
                ? Optional.of(report.replica() + " ends at TXID " + end(report) + ", but TXID " + uploaded
                        + " had been uploaded before: somebody else deletes files there")
                : Optional.empty();
    }

    private static TxId end(VerificationReport report) {
        return report.levels().stream()
                .map(LevelTotals::max)
                .max(Comparator.naturalOrder())
                .orElse(TxId.NONE);
    }

    private static String damage(VerificationReport report) {
        List<Finding> damage = report.damage();
        Finding first = damage.get(0);
        return report.replica() + " is damaged: " + first.resource() + ": " + first.message()
                + (damage.size() == 1 ? "" : ", and " + (damage.size() - 1) + " more; verify it to see all");
    }
}
