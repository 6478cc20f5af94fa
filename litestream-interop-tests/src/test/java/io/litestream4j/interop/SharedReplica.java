package io.litestream4j.interop;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A replica that both sides use.
 *
 * @param ours as the engine is told of it
 * @param theirs its URL as the binary reads it in a configuration file
 * @param theirRestoreUrl its URL as the binary reads it on the command line
 * @param theirSettings what a configuration file of the binary says besides, without indentation
 * @param environment what the binary needs to know besides
 */
record SharedReplica(
        ReplicaOptions ours,
        String theirs,
        String theirRestoreUrl,
        Map<String, String> theirSettings,
        Map<String, String> environment) {

    /** A replica that needs nothing but its URL, which both sides read in the same way. */
    static SharedReplica of(String url, Map<String, String> environment) {
        return new SharedReplica(ReplicaOptions.of(ReplicaUrl.parse(url)), url, url, Map.of(), environment);
    }

    static SharedReplica file(Path directory) {
        return of("file://" + directory, Map.of());
    }

    /** Returns this with settings for the engine. */
    SharedReplica withOurSettings(Map<String, String> settings) {
        return new SharedReplica(ours.withSettings(settings), theirs, theirRestoreUrl, theirSettings, environment);
    }

    /** Returns the TXIDs at level 0 in their order. */
    List<TxId> txIds() throws IOException {
        try (ReplicaClient client = ReplicaClients.create(ours)) {
            return client.list(ReplicaFile.CAPTURE_LEVEL, TxId.NONE).stream()
                    .map(file -> file.name().max())
                    .toList();
        }
    }
}
