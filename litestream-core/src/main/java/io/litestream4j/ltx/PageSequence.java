package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.sqlite.PageSize;
import java.util.Optional;

/**
 * The order that the pages of one file have to have: ascending, within the database, never the lock page; in a snapshot
 * without gaps.
 */
final class PageSequence {

    /** What is wrong with a page number, or with the end. */
    record Defect(Problem problem, String detail) {}

    private final int commit;
    private final int lockPage;
    private final boolean complete;

    private int last;
    private int runStart;

    PageSequence(LtxHeader header) {
        this.commit = header.commit();
        this.lockPage = new PageSize(header.pageSize()).lockPage();
        this.complete = header.isSnapshot();
    }

    /** Checks the next page number. */
    Optional<Defect> accept(int pageNumber) {
        if (pageNumber < 1 || pageNumber > commit) {
            return defect(
                    Problem.PAGE_OUT_OF_BOUNDS,
                    "page " + Integer.toUnsignedString(pageNumber) + " in a database of " + commit + " pages");
        }
        if (pageNumber == lockPage) {
            return defect(Problem.PAGE_OUT_OF_BOUNDS, "page " + pageNumber + " is the lock page");
        }
        if (pageNumber <= last) {
            return defect(Problem.PAGE_ORDER, "page " + pageNumber + " after page " + last);
        }
        if (complete && pageNumber != following()) {
            return missing(following());
        }
        if (last == 0 || pageNumber != following()) {
            runStart = pageNumber == lockPage + 1 ? lockPage : pageNumber;
        }
        last = pageNumber;
        return Optional.empty();
    }

    /** Returns the first of the pages that were accepted without a gap up to the end of the database; the lock page counts. */
    int completeFrom() {
        return last == lastOfAll() ? runStart : lastOfAll() + 1;
    }

    private int lastOfAll() {
        return commit == lockPage ? commit - 1 : commit;
    }

    /** Checks that the pages may end here. */
    Optional<Defect> end() {
        return complete && last < lastOfAll() ? missing(following()) : Optional.empty();
    }

    private int following() {
        return last + 1 == lockPage ? last + 2 : last + 1;
    }

    private Optional<Defect> missing(int pageNumber) {
        return defect(Problem.INCOMPLETE_SNAPSHOT, "snapshot of " + commit + " pages lacks page " + pageNumber);
    }

    private static Optional<Defect> defect(Problem problem, String detail) {
        return Optional.of(new Defect(problem, detail));
    }
}
