package io.litestream4j.interop;

import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the application had in its database at each TXID. */
final class History {

    private final SortedMap<TxId, String> contents = new TreeMap<>();

    /** Notes what the database holds now. */
    void record(TxId txId, Path database) throws IOException, SQLException {
        contents.put(txId, AppContent.of(database));
    }

    String at(TxId txId) {
        return String.valueOf(contents.get(txId));
    }

    /** Returns all TXIDs in their order. */
    List<TxId> txIds() {
        return List.copyOf(contents.keySet());
    }

    /** Returns some of the TXIDs, or all if there are no more. */
    List<TxId> sample(Random random, int count) {
        List<TxId> shuffled = new ArrayList<>(contents.keySet());
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(count, shuffled.size()));
    }
}
