package io.litestream4j.boot.autoconfigure;

import io.litestream4j.LitestreamException;
import io.litestream4j.replica.ReplicaUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a {@link LitestreamException}: a database that could not be restored or prepared for replication. */
final class LitestreamFailureAnalyzer extends AbstractFailureAnalyzer<LitestreamException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LitestreamException cause) {
        String action = findCause(cause, ReplicaUnavailableException.class) != null
                ? "Check that the store of 'litestream.replica.url' can be reached and lets the application in."
                        + " To start without a restore, set 'litestream.restore.on-start' to 'never'; a missing"
                        + " database is then created empty."
                : "Correct the cause and start again. The database and the replica are as they were.";
        return new FailureAnalysis(String.valueOf(cause.getMessage()), action, rootFailure);
    }
}
