package io.litestream4j.verify;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.replica.ReplicaFile;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a verification has found.
 *
 * @param kind what it is
 * @param resource the file, object or place in the history that it is about, as a person would name it
 * @param file the file, if it is about an LTX file
 * @param problem what is wrong with the bytes, for {@link FindingKind#DAMAGED_FILE}
 * @param message what was expected and what was found
 */
public record Finding(
        FindingKind kind,
        String resource,
        @Nullable ReplicaFile file,
        @Nullable Problem problem,
        String message) {

    /** Damage first; what is about the same thing together. */
    static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::kind).thenComparing(Finding::resource).thenComparing(Finding::message);

    static Finding of(FindingKind kind, ReplicaFile file, String message) {
        return new Finding(kind, file.display(), file, null, message);
    }

    static Finding of(FindingKind kind, String resource, String message) {
        return new Finding(kind, resource, null, null, message);
    }

    static Finding damaged(ReplicaFile file, CorruptDataException problem) {
        return new Finding(
                FindingKind.DAMAGED_FILE,
                file.display(),
                file,
                problem.problem(),
                String.valueOf(problem.getMessage()));
    }

    /** Returns whether this takes away a state that the replica promises; else it is a note. */
    public boolean isDamage() {
        return kind.isDamage();
    }
}
