package io.litestream4j;

/**
 * What the application does once this process is fenced: another one writes to the replica, and nothing more is uploaded
 * from here. The engine itself only stops uploading and tells so, by {@link io.litestream4j.status.DatabaseState#FENCED} and
 * {@link io.litestream4j.status.DatabaseEvent.Fenced}; who embeds it does the rest.
 */
public enum OnFenced {
    /** It goes on reading and writing locally; what it writes from then on is on no replica. */
    CONTINUE,
    /** It goes on reading; writes are refused. */
    READ_ONLY,
    /** It ends, so that whoever supervises it can start it again. */
    SHUTDOWN
}
