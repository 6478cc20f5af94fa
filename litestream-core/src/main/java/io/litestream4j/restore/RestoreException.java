package io.litestream4j.restore;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A restore that cannot be done; the message says why and what to do. Nothing that existed was changed. */
public final class RestoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why a restore cannot be done. */
    public enum Reason {
        /** The store was reached, and the replica holds no file at all. */
        NO_BACKUP,
        /** Files are missing from the middle or the start of the replica's history. */
        GAP,
        /** The replica does not hold the state right after this TXID. */
        TXID_NOT_AVAILABLE,
        /** The replica does not hold a state from this time. */
        TIMESTAMP_NOT_AVAILABLE,
        /** The replica holds no mark of this name. */
        MARK_NOT_AVAILABLE,
        /** SQLite found the restored database damaged. */
        INTEGRITY_CHECK_FAILED,
        /** Something is in the place where the database would go. */
        TARGET_EXISTS,
        /** What is at the database's path is neither nothing nor a database. */
        NOT_A_DATABASE,
        /** The time given for the restore is over. */
        TIMEOUT
    }

    private final Reason reason;

    /** Creates an exception. */
    public RestoreException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Creates an exception with a cause, whose message is in this one. */
    public RestoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns why the restore cannot be done. */
    public Reason reason() {
        return reason;
    }
}
