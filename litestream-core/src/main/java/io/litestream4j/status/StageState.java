package io.litestream4j.status;

/** Whether a stage does its work. */
public enum StageState {
    /** It does, or has nothing to do. */
    WORKING,
    /** It has failed, and is tried again. */
    FAILING,
    /** It has failed three times in a row, or in a way that no other try helps. */
    STALLED
}
