package io.litestream4j.wal;

import io.litestream4j.io.ByteArrayDataBlock;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A WAL written by SQLite, with what its manifest says about it. */
record WalFixture(String name, byte[] wal, JsonNode manifest) {

    static WalFixture load(String name) {
        return new WalFixture(
                name, resource(name, "app.db-wal"), new JsonMapper().readTree(resource(name, "manifest.json")));
    }

    /** All fixtures whose WAL has a valid header. */
    static Stream<WalFixture> readable() {
        return Stream.of(
                        "plain",
                        "big-endian",
                        "ps65536",
                        "vacuum-512",
                        "stale-frames",
                        "partial-frame",
                        "bad-checksum",
                        "uncommitted-tail")
                .map(WalFixture::load);
    }

    WalReader reader() throws IOException {
        return WalReader.open(new ByteArrayDataBlock(wal), name).orElseThrow();
    }

    byte[] database() {
        return resource(name, "app.db");
    }

    int hex(String field) {
        return Integer.parseUnsignedInt(manifest.get(field).asString(), 16);
    }

    int number(String field) {
        return manifest.get(field).asInt();
    }

    private static byte[] resource(String name, String file) {
        String path = "/fixtures/wal/" + name + "/" + file;
        try (InputStream in = Objects.requireNonNull(WalFixture.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
