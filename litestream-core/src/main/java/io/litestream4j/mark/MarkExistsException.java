package io.litestream4j.mark;

import io.litestream4j.status.Mark;
import java.io.IOException;

/** The name of a mark belongs to another state already. */
public final class MarkExistsException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception about the mark that has the name. */
    MarkExistsException(Mark existing) {
        super("the mark " + existing.name() + " exists: it is TXID " + existing.txId() + ", made at " + existing.time()
                + " by " + existing.creator() + "; take another name, or delete that one first");
    }
}
