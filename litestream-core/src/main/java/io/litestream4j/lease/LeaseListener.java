package io.litestream4j.lease;

import io.litestream4j.status.LeaseStatus;

/** Hears what becomes of a lease, on the thread that has found out: must be quick. */
public interface LeaseListener {

    /** The lease has changed hands, or is waited for. */
    void changed(LeaseStatus lease);

    /**
     * The lease is somebody else's now, for as long as this process lives.
     *
     * @param reason what was found, for a person
     */
    void lost(String reason);
}
