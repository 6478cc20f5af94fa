package io.litestream4j;

/** Whether a process has to hold the replica's lease. */
public enum LeaseMode {
    /** No: create-only writes alone keep two writers apart, and the loser of the first conflict is fenced. */
    OFF,
    /** Yes: it waits for the lease before it restores, and stops uploading before the lease can be another's. */
    REQUIRED
}
