package io.litestream4j.cli;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.FileFailures;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.restore.RestoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a failed command tells.
 *
 * @param exitCode one of {@link ExitCode}
 * @param error what kind of failure it is, for scripts
 * @param message what happened and what to do, for people
 */
record Failure(int exitCode, String error, String message) {

    /** Tells kinds of failures apart. */
    static Failure of(Throwable failure) {
        // Whatever an interrupt has made of the work.
        if (Thread.currentThread().isInterrupted()) {
            return failure(ExitCode.INTERRUPTED, "interrupted", failure);
        }
        if (failure instanceof RestoreException restore) {
            return of(restore);
        }
        if (failure instanceof CorruptDataException corrupt) {
            return failure(ExitCode.DAMAGED, name(corrupt.problem()), failure);
        }
        if (failure instanceof ReplicaUnavailableException) {
            return failure(ExitCode.UNAVAILABLE, "unavailable", failure);
        }
        if (failure instanceof ReplicaFileMissingException) {
            return failure(ExitCode.NOT_FOUND, "file-missing", failure);
        }
        if (failure instanceof IllegalArgumentException) {
            return failure(ExitCode.USAGE, "usage", failure);
        }
        return failure instanceof InterruptedIOException
                ? failure(ExitCode.INTERRUPTED, "interrupted", failure)
                : new Failure(ExitCode.FAILED, "failed", describe(failure));
    }

    /** The message of an error in the program says little without the name of what was thrown. */
    private static String describe(Throwable failure) {
        return failure instanceof IOException io ? FileFailures.describe(io) : failure.toString();
    }

    private static Failure of(RestoreException failure) {
        int exitCode =
                switch (failure.reason()) {
                    case NO_BACKUP, TXID_NOT_AVAILABLE, TIMESTAMP_NOT_AVAILABLE, MARK_NOT_AVAILABLE ->
                        ExitCode.NOT_FOUND;
                    case GAP, INTEGRITY_CHECK_FAILED -> ExitCode.DAMAGED;
                    case TARGET_EXISTS, NOT_A_DATABASE -> ExitCode.USAGE;
                    case TIMEOUT -> ExitCode.UNAVAILABLE;
                };
        return failure(exitCode, name(failure.reason()), failure);
    }

    private static Failure failure(int exitCode, String error, Throwable failure) {
        return new Failure(exitCode, error, String.valueOf(failure.getMessage()));
    }

    /** Returns what every object about a failure has; after a signal only the JVM knows the exit code. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("error", error);
        if (exitCode != ExitCode.INTERRUPTED) {
            json.put("exitCode", exitCode);
        }
        json.put("message", message);
        return json;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
