package io.litestream4j.rollforward;

import io.litestream4j.ltx.LtxHeader;
import org.jspecify.annotations.Nullable;

/**
 * Searches the last captures of a replica, from the newest on, for the one at which a WAL ends. Salts and offsets tell; what
 * the files hold has to be compared afterwards. A pure automaton: a header at a time.
 */
final class StandingSearch {

    private final WalEnd local;
    private @Nullable LtxHeader newer;

    StandingSearch(WalEnd local) {
        this.local = local;
    }

    /** What one header has shown. */
    enum Step {
        /** The WAL holds the newest capture. */
        UP_TO_DATE,
        /** The WAL ends at this capture, or within the one after it. */
        FOUND,
        /** An older one has to be looked at. */
        OLDER,
        /** The WAL is not from this history, as far as its captures tell. */
        HOPELESS
    }

    /** Takes the next older header. */
    Step take(LtxHeader header) {
        LtxHeader next = newer;
        newer = header;
        if (header.pageSize() != local.pageSize() || header.walOffset() == 0) {
            return Step.HOPELESS;
        }
        if (!local.isRunOf(header)) {
            return afterOtherRun(next);
        }
        if (WalEnd.framesUpTo(header) > local.frames()) {
            return Step.OLDER;
        }
        if (next == null) {
            return Step.UP_TO_DATE;
        }
        // A run that goes on further than it was captured, before the next one began, is not the one that was captured.
        boolean appended = !local.isRunOf(next) && WalEnd.framesUpTo(header) < local.frames();
        return appended ? Step.HOPELESS : Step.FOUND;
    }

    /** This capture is from another run. If the one after it began the local run, the WAL was just begun when this was all. */
    private Step afterOtherRun(@Nullable LtxHeader next) {
        if (next == null || !local.isRunOf(next)) {
            return Step.OLDER;
        }
        return WalEnd.beginsRun(next) ? Step.FOUND : Step.HOPELESS;
    }
}
