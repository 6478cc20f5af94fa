package io.litestream4j.interop;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A replica that both sides use.
 *
 * @param ours as the engine is told of it
 * @param theirs what a configuration file of the binary says of it
 * @param environment what the binary needs to know besides
 */
record SharedReplica(ReplicaOptions ours, Map<String, String> theirs, Map<String, String> environment) {

    static SharedReplica file(Path directory) {
        String url = "file://" + directory;
        return new SharedReplica(ReplicaOptions.of(ReplicaUrl.parse(url)), Map.of("url", url), Map.of());
    }

    /** Returns a configuration file of the binary for a database that is replicated here. */
    String configuration(Path database) {
        String settings = theirs.entrySet().stream()
                .map(setting -> "      " + setting.getKey() + ": \"" + setting.getValue() + "\"\n")
                .collect(Collectors.joining());
        return """
                dbs:
                  - path: "%s"
                    monitor-interval: 50ms
                    replica:
                      sync-interval: 50ms
                """.formatted(database) + settings;
    }

    /** Prepares the environment of a process of the binary. */
    void prepare(Map<String, String> variables) {
        // With this set it refuses to make its S3 client.
        variables.remove("AWS_CA_BUNDLE");
        variables.putAll(environment);
    }

    /** Returns the files of all levels. */
    List<ReplicaFile> files() throws IOException {
        List<ReplicaFile> files = new ArrayList<>();
        try (ReplicaClient client = ReplicaClients.create(ours)) {
            for (int level = ReplicaFile.CAPTURE_LEVEL; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
                files.addAll(client.list(level, TxId.NONE));
            }
        }
        return files;
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
