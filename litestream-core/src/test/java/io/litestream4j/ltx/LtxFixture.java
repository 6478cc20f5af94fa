package io.litestream4j.ltx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A replica written by the real Litestream, or damaged afterwards, with what its manifest says about it. */
record LtxFixture(String name, JsonNode manifest) {

    private static final JsonMapper JSON = new JsonMapper();

    /** One file of the replica, under its path in there. */
    record File(String path, byte[] bytes, JsonNode manifest) {

        /** Empty if the file is not an LTX file by its name. */
        Optional<LtxFileName> ltxName() {
            return LtxFileName.parse(path.substring(path.lastIndexOf('/') + 1));
        }

        int level() {
            return manifest.get("level").asInt();
        }

        String text(String field) {
            return manifest.get(field).asString();
        }

        LtxReader open() throws IOException {
            return new LtxReader(new ByteArrayInputStream(bytes), path);
        }

        LtxVerification verify() throws IOException {
            return LtxVerifier.verify(ltxName().orElseThrow(), new ByteArrayInputStream(bytes), path);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    static LtxFixture load(String name) {
        return new LtxFixture(name, JSON.readTree(resource(name + "/manifest.json")));
    }

    /** All fixtures that are not damaged. */
    static Stream<LtxFixture> sound() {
        return Stream.of(
                        "checksums-on",
                        "legacy-lz4frame",
                        "meta-lost",
                        "ps4096-levels",
                        "ps512-shrink",
                        "ps65536-small",
                        "restart-gap",
                        "retention",
                        "wal-restarts")
                .map(LtxFixture::load);
    }

    /** The LTX files, in the order of levels and names. */
    List<File> files() {
        return manifest.get("files")
                .valueStream()
                .map(this::file)
                .filter(file -> file.ltxName().isPresent())
                .toList();
    }

    private File file(JsonNode entry) {
        String path = entry.get("file").asString();
        return new File(path, resource(name + "/replica/" + path), entry);
    }

    File file(String path) {
        return files().stream()
                .filter(file -> file.path.equals(path))
                .findFirst()
                .orElseThrow();
    }

    String errorClass() {
        return manifest.get("errorClass").asString();
    }

    private static byte[] resource(String file) {
        String path = "/fixtures/" + file;
        try (InputStream in = Objects.requireNonNull(LtxFixture.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException ex) {
            throw new IllegalStateException(path, ex);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
