package io.litestream4j.restore;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaLayout;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A replica that a test writes file by file.
 *
 * @param root the directory of the replica
 * @param pageSize of all files
 */
record WrittenReplica(Path root, int pageSize) {

    ReplicaClient client() {
        return ReplicaClients.create(ReplicaOptions.of(new ReplicaUrl(root.toUri())));
    }

    /** Writes a snapshot of a database as the first TXID. */
    void snapshot(byte[] database) throws IOException {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        for (int number = 1; number <= database.length / pageSize; number++) {
            pages.put(number, Arrays.copyOfRange(database, (number - 1) * pageSize, number * pageSize));
        }
        write(1, pages.size(), pages);
    }

    /** Writes one TXID to level 0. */
    void write(long txId, int commit, SortedMap<Integer, byte[]> pages) throws IOException {
        TxId id = new TxId(txId);
        LtxHeader header =
                new LtxHeader(LtxHeader.FLAG_NO_CHECKSUM, pageSize, commit, id, id, 1_000 * txId, 0, 0, 0, 0, 0, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LtxWriter writer = new LtxWriter(Channels.newChannel(bytes), header, LtxPageFormat.BLOCK)) {
            for (Map.Entry<Integer, byte[]> page : pages.entrySet()) {
                writer.writePage(page.getKey(), page.getValue(), 0);
            }
            writer.finish();
        }
        Path file = root.resolve(ReplicaLayout.LTX_DIRECTORY.fileName("", 0, LtxFileName.of(id)));
        Files.createDirectories(root.resolve("ltx/0"));
        Files.write(file, bytes.toByteArray());
    }
}
