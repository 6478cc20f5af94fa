package io.litestream4j.interop;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A replica in a directory, as both sides lay it out.
 *
 * @param directory the directory
 */
record FileReplica(Path directory) {

    static FileReplica create(Path directory) throws IOException {
        return new FileReplica(Files.createDirectories(directory));
    }

    ReplicaUrl url() {
        return ReplicaUrl.parse("file://" + directory);
    }

    /** Returns the TXIDs at level 0 in their order. */
    List<TxId> txIds() throws IOException {
        Path level = directory.resolve("ltx/0");
        if (!Files.isDirectory(level)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(level)) {
            return files.map(file -> LtxFileName.parse(file.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .sorted()
                    .map(LtxFileName::max)
                    .toList();
        }
    }
}
