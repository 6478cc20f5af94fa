package io.litestream4j.cli;

/** What the process ends with; part of what scripts rely on. */
final class ExitCode {

    /** Done. For a restore: the file is complete, synced and checked. */
    static final int OK = 0;

    /** Something else went wrong, such as a full local disk. */
    static final int FAILED = 1;

    /** The command line or a setting is wrong, or the output file exists. */
    static final int USAGE = 2;

    /** The replica was reached, and does not have what was asked for. */
    static final int NOT_FOUND = 3;

    /** The store cannot be reached or does not let us in, or the time was over. */
    static final int UNAVAILABLE = 4;

    /** The replica is damaged, or files are missing from it. */
    static final int DAMAGED = 5;

    /**
     * Ended by a signal; nothing was left behind. The process itself ends with 128 and the number of the signal, which only the
     * JVM knows: this is that of Ctrl-C.
     */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
