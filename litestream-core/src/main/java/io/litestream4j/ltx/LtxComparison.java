package io.litestream4j.ltx;

import java.io.IOException;
import java.util.Arrays;

/** Compares LTX files by what they hold, not by how they are compressed. */
public final class LtxComparison {

    private LtxComparison() {}

    /**
     * Returns whether two files have the same range of TXIDs, the same database size and the same pages. Both are read to
     * their end and verified if they do; the caller closes them.
     */
    public static boolean haveSamePages(LtxReader one, LtxReader other) throws IOException {
        boolean same = key(one.header()).equals(key(other.header()));
        while (same && one.nextPage()) {
            same = other.nextPage()
                    && one.pageNumber() == other.pageNumber()
                    && Arrays.equals(one.page(), other.page());
        }
        same = same && !other.nextPage();
        if (same) {
            one.finish();
            other.finish();
        }
        return same;
    }

    private record Key(LtxFileName name, int pageSize, int commit) {}

    private static Key key(LtxHeader header) {
        return new Key(new LtxFileName(header.minTxId(), header.maxTxId()), header.pageSize(), header.commit());
    }
}
