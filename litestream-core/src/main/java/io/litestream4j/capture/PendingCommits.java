package io.litestream4j.capture;

import io.litestream4j.staging.StagedFile;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Since when it is known that there are commits which are in no file yet. Not safe for use by several threads. */
final class PendingCommits {

    private final InstantSource clock;
    private @Nullable Instant since;

    PendingCommits(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Tells that the WAL was looked at.
     *
     * @param frames number of committed frames that are in no file yet
     * @return since when there are such frames, as far as is known; now if there are none
     */
    Instant observed(long frames) {
        Instant now = clock.instant();
        if (frames > 0 && since == null) {
            since = now;
        }
        return since == null ? now : since;
    }

    /**
     * Tells of a new file, which takes only so much of the WAL: what was noticed with the oldest commit may be left.
     *
     * @param frames number of frames that are known of and still in no file
     * @return when the oldest commit in the file was noticed, or before
     */
    Instant staged(StagedFile file, long frames) {
        Instant oldest = since == null ? file.created() : since;
        since = frames > 0 ? oldest : null;
        return oldest;
    }
}
