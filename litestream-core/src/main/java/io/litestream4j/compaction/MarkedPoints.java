package io.litestream4j.compaction;

import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** The points of a replica that stay restorable because somebody has marked them. */
@FunctionalInterface
public interface MarkedPoints {

    /**
     * Returns their TXIDs, without a request once they are known; empty while a mark is being made, when nothing may be
     * deleted.
     *
     * @throws IOException if they are not known and cannot be read
     */
    Optional<Collection<TxId>> get() throws IOException;
}
