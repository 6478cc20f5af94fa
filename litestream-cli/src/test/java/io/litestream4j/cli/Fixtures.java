package io.litestream4j.cli;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The replicas among core's test resources that the real Litestream wrote. */
final class Fixtures {

    private static final Path ROOT = Path.of("../litestream-core/src/test/resources/fixtures")
            .toAbsolutePath()
            .normalize();

    private Fixtures() {}

    static String replica(String name) {
        return ROOT.resolve(name).resolve("replica").toString();
    }

    /** Returns the hash of the newest state. */
    static String newest(String name) {
        for (JsonNode point : new JsonMapper()
                .readTree(ROOT.resolve(name).resolve("manifest.json").toFile())
                .get("restorePoints")) {
            if (point.get("kind").asString().equals("latest")) {
                return point.get("sha256").asString();
            }
        }
        throw new IllegalArgumentException(name);
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies a fixture's replica to another store. */
    static void copy(String name, ReplicaOptions target) throws IOException {
        ReplicaUrl fixture = new ReplicaUrl(Path.of(replica(name)).toUri());
        try (ReplicaClient from = ReplicaClients.create(ReplicaOptions.of(fixture));
                ReplicaClient to = ReplicaClients.create(target)) {
            for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
                for (ReplicaFile file : from.list(level, TxId.NONE)) {
                    try (InputStream in = from.open(file, 0, -1)) {
                        to.create(level, file.name(), file.created(), new Bytes(in.readAllBytes()));
                    }
                }
            }
        }
    }

    private record Bytes(byte[] bytes) implements UploadSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
