package io.litestream4j.staging;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which file was captured last, and in which run of the machine.
 *
 * @param file what tells the database file from others on its file system; empty if there is no such thing
 * @param boot what tells this run of the machine from others; empty if that is not known
 */
public record DatabaseIdentity(String file, String boot) {

    private static final Pattern PATTERN = Pattern.compile("file=(\\S*) boot=(\\S*)\n");

    /** Returns whether both may be the same file: it is not certain that they are not. */
    public boolean mayBeSameFile(DatabaseIdentity other) {
        return file.isEmpty() || other.file.isEmpty() || file.equals(other.file);
    }

    /** Returns whether the machine has certainly not started anew in between. */
    public boolean isSameBoot(DatabaseIdentity other) {
        return !boot.isEmpty() && boot.equals(other.boot);
    }

    static Optional<DatabaseIdentity> parse(String text) {
        Matcher fields = PATTERN.matcher(text);
        return fields.matches()
                ? Optional.of(new DatabaseIdentity(fields.group(1), fields.group(2)))
                : Optional.empty();
    }

    String toText() {
        return "file=" + file + " boot=" + boot + "\n";
    }
}
