package io.litestream4j.testing;

/** How an operation goes wrong. */
public enum Fault {
    /** Nothing of it happens. */
    REFUSED,
    /** Some of the bytes are written, read or sent. */
    PARTIAL,
    /** It happens, but a failure is reported. */
    UNANSWERED
}
