package io.litestream4j.capture;

/** How capture goes on after a start. */
sealed interface Continuity {

    /**
     * The WAL holds what was captured last, where it was: go on behind it.
     *
     * @param frames number of frames that are captured
     */
    record SameRun(long frames) implements Continuity {}

    /** The WAL was sealed and has been started again once since: go on at its first frame. */
    record NextRun() implements Continuity {}

    /**
     * Something may have been missed: go on with a full file.
     *
     * @param reason why, for a person
     */
    record FullFile(String reason) implements Continuity {}
}
