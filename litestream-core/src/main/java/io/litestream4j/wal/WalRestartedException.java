package io.litestream4j.wal;

import java.io.IOException;

/** A frame that was there is no longer: SQLite has restarted, truncated or replaced the WAL meanwhile. */
public final class WalRestartedException extends IOException {

    private static final long serialVersionUID = 1L;

    WalRestartedException(String resource, long frame, String detail) {
        super(resource + ": frame " + frame + " is gone, the WAL was restarted: " + detail);
    }
}
