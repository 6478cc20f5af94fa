package io.litestream4j.replica.file;

import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.LtxFileName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The temporary files of copies that never got their names, since the process died. They are deleted a day later: should the
 * owner live after all, its upload fails and is tried again, so that no harm is done by deleting too much.
 */
final class Leftovers {

    private static final Duration AGE = Duration.ofDays(1);
    private static final Pattern NAME = Pattern.compile("(.*\\.ltx)\\.[0-9a-f-]{36}\\.tmp");

    private Leftovers() {}

    /** Returns a new name for the time until a file is complete. */
    static String temporaryName(String name) {
        return name + "." + UUID.randomUUID() + ".tmp";
    }

    /** Deletes those in a directory that are old enough. */
    static void deleteIn(StorageDirectory directory, Instant now) {
        try {
            for (StorageDirectory.Entry entry : directory.list()) {
                if (entry.modified().isBefore(now.minus(AGE)) && isLeftover(entry.name())) {
                    directory.delete(entry.name());
                }
            }
        } catch (IOException e) {
            // The next process will try again; whoever needs the replica hears of its failures elsewhere.
        }
    }

    private static boolean isLeftover(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && LtxFileName.parse(matcher.group(1)).isPresent();
    }
}
