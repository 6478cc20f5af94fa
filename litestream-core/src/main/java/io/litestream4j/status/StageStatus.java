package io.litestream4j.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one stage is doing.
 *
 * @param stage which
 * @param state whether it does its work
 * @param lastSuccess when it last ended its work without an error, also if there was none to do; null if it has not in this
 *     process
 * @param backlog what it has not done yet: for {@link Stage#CAPTURE} bytes of committed frames that are in no file, for
 *     {@link Stage#UPLOAD} staged files, for {@link Stage#SNAPSHOT} 1 while one is on its way, for {@link Stage#COMPACTION}
 *     files that are not merged into the next level, for {@link Stage#RETENTION} files that are to be deleted; 0 for others
 * @param consecutiveErrors how often it has failed in a row
 */
public record StageStatus(
        Stage stage, StageState state, @Nullable Instant lastSuccess, long backlog, long consecutiveErrors) {

    private static final int STALLED_AFTER = 3;

    /** Returns all stages as they are before anything has happened. */
    public static List<StageStatus> all() {
        List<StageStatus> all = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            all.add(new StageStatus(stage, StageState.WORKING, null, 0, 0));
        }
        return all;
    }

    /** Returns this after a success. */
    public StageStatus succeeded(Instant now) {
        return new StageStatus(stage, StageState.WORKING, now, backlog, 0);
    }

    /**
     * Returns this after one more failure.
     *
     * @param permanent whether no other try helps
     */
    public StageStatus failed(boolean permanent) {
        long errors = consecutiveErrors + 1;
        boolean stalled = permanent || state == StageState.STALLED || errors >= STALLED_AFTER;
        return new StageStatus(stage, stalled ? StageState.STALLED : StageState.FAILING, lastSuccess, backlog, errors);
    }

    /** Returns this with another backlog. */
    public StageStatus withBacklog(long newBacklog) {
        return new StageStatus(stage, state, lastSuccess, newBacklog, consecutiveErrors);
    }
}
