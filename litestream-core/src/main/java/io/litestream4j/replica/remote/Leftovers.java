package io.litestream4j.replica.remote;

import io.litestream4j.ltx.LtxFileName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deletes what processes that died were about to write, a day later. Should its owner live after all, its upload fails and is
 * tried again: no harm is done by deleting too much. Each directory is looked at once in the life of a client. Safe for use by
 * several threads.
 */
final class Leftovers {

    private static final Duration AGE = Duration.ofDays(1);
    private static final Pattern NAME = Pattern.compile("(.*\\.ltx)(?:\\.claim|(?:\\.claim)?\\.[0-9a-f-]{36}\\.tmp)");

    private final RemoteFiles files;
    private final RemotePublisher publisher;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Leftovers(RemoteFiles files, RemotePublisher publisher) {
        this.files = files;
        this.publisher = publisher;
    }

    void clean(String directory, Instant now) {
        if (!seen.add(directory)) {
            return;
        }
        try {
            for (RemoteFiles.Entry entry : files.list(directory)) {
                String path = directory + "/" + entry.name();
                boolean old = entry.modified().isBefore(now.minus(AGE));
                if (old && isLeftover(entry.name()) && !publisher.isUnderway(path)) {
                    delete(path, entry.directory());
                }
            }
        } catch (IOException e) {
            // Another client will try again; whoever needs the store hears of its failures elsewhere.
        }
    }

    private static boolean isLeftover(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && LtxFileName.parse(matcher.group(1)).isPresent();
    }

    private void delete(String path, boolean directory) throws IOException {
        if (directory) {
            files.deleteDirectory(path);
        } else {
            files.delete(path);
        }
    }
}
