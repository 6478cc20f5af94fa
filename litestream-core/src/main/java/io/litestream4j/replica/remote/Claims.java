package io.litestream4j.replica.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to give a name, as a directory beside it; the package says why. Holders elsewhere are judged by our own clock
 * alone: a claim that does not change while we look at it for long enough belongs to somebody who has died.
 */
final class Claims {

    static final String SUFFIX = ".claim";

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final RemoteFiles files;

    Claims(RemoteFiles files) {
        this.files = files;
    }

    /**
     * Waits for the claim of a path.
     *
     * @param patience how long the claim of somebody else may stay unchanged
     * @param pointless throws when there is no more reason to wait
     */
    Claim take(String path, Duration patience, Check pointless) throws IOException {
        String directory = path + SUFFIX;
        Optional<Instant> seen = Optional.empty();
        long seenAt = System.nanoTime();
        long askedAt = seenAt;
        while (!files.makeDirectory(directory)) {
            pointless.run();
            Optional<Instant> now = files.find(directory).map(RemoteFiles.Entry::modified);
            if (!now.equals(seen)) {
                seen = now;
                seenAt = System.nanoTime();
            } else if (System.nanoTime() - seenAt > patience.toNanos()) {
                evict(directory);
            }
            pause(directory);
            askedAt = System.nanoTime();
        }
        return new Claim(files, directory, askedAt + patience.toNanos());
    }

    private void evict(String directory) throws IOException {
        String away = directory + "." + UUID.randomUUID() + RemotePublisher.TEMPORARY_SUFFIX;
        try {
            files.moveDirectory(directory, away);
        } catch (NoSuchFileException e) {
            // its holder lives, or somebody else was faster
            return;
        }
        files.deleteDirectory(away);
    }

    private static void pause(String directory) throws InterruptedIOException {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while somebody else holds " + directory);
        }
    }

    interface Check {
        void run() throws IOException;
    }
}
