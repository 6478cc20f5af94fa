package io.litestream4j.cli;

import java.io.IOException;
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
}
