package io.litestream4j.restore.pages;

/** Decides how much of a file is read. */
final class ReadingPolicy {

    /** Of so large a part of a file on, in percent, the rest is worth the certainty of the file's checksum. */
    private static final int WHOLE_PERCENT = 75;

    private ReadingPolicy() {}

    /**
     * Decides about one file.
     *
     * @param wantedBytes size of the pages that no newer file has, compressed
     * @param allBytes size of all its pages, compressed
     * @param verifyAll whether no page may be taken from a file whose checksum is not checked
     */
    static Reading choose(long wantedBytes, long allBytes, boolean verifyAll) {
        if (wantedBytes == 0) {
            return Reading.NOTHING;
        }
        return verifyAll || wantedBytes * 100 >= allBytes * WHOLE_PERCENT ? Reading.WHOLE : Reading.RANGES;
    }
}
