package io.litestream4j.cli;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.PlannedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that several commands show to scripts. */
final class Json {

    private Json() {}

    static @Nullable String txId(TxId txId) {
        return txId.isNone() ? null : txId.toString();
    }

    static Map<String, Object> file(ReplicaFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", file.level());
        json.put("name", file.name().toString());
        json.put("minTxid", file.name().min().toString());
        json.put("maxTxid", file.name().max().toString());
        json.put("size", file.size());
        json.put("time", file.created().toString());
        return json;
    }

    /** A file of Litestream 0.3 has neither level nor TXIDs. */
    static Map<String, Object> file(PlannedFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", file.name());
        json.put("size", file.size());
        json.put("time", file.created().toString());
        return json;
    }
}
