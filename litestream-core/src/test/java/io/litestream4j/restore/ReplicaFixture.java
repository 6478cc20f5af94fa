package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A copy of a replica that the real Litestream wrote, with the file times that version control does not keep.
 *
 * @param root the directory of the replica
 * @param manifest what the fixture says about it
 */
public record ReplicaFixture(Path root, JsonNode manifest) {

    private static final String ZIP = "replica.zip";

    /** Copies {@code fixtures/<name>} into a directory. */
    public static ReplicaFixture copy(String name, Path directory) throws IOException {
        Path source = resource(name);
        JsonNode manifest = manifest(name);
        Path root = directory.resolve("replica");
        if (Files.exists(source.resolve(ZIP))) {
            unzip(source.resolve(ZIP), directory);
        } else {
            copyTree(source.resolve("replica"), root);
        }
        for (String list : List.of("files", "v3files")) {
            for (JsonNode file : manifest.path(list)) {
                FileTime time = FileTime.fromMillis(file.get("mtimeMs").asLong());
                Files.setLastModifiedTime(root.resolve(file.get("file").asString()), time);
            }
        }
        return new ReplicaFixture(root, manifest);
    }

    /** Reads what {@code fixtures/<name>} says about itself. */
    public static JsonNode manifest(String name) {
        return new JsonMapper().readTree(resource(name).resolve("manifest.json").toFile());
    }

    /** Returns where {@code fixtures/<name>} is. */
    public static Path resource(String name) {
        try {
            URL url = Objects.requireNonNull(ReplicaFixture.class.getResource("/fixtures/" + name), name);
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the target of one of the manifest's restore points. */
    public static RestoreTarget target(JsonNode point) {
        return switch (point.get("kind").asString()) {
            case "latest" -> new RestoreTarget.Latest();
            case "txid" -> new RestoreTarget.AtTxId(TxId.parse(point.get("txid").asString()));
            default ->
                new RestoreTarget.AtTime(
                        Instant.ofEpochMilli(point.get("timestampMs").asLong()));
        };
    }

    private static void unzip(Path zip, Path directory) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(zip)) {
            copyTree(content.getPath("replica"), directory.resolve("replica"));
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    /** Opens the replica. */
    public ReplicaClient client() {
        return ReplicaClients.create(ReplicaOptions.of(new ReplicaUrl(root.toUri())));
    }

    /** Returns the hash of a restored database, for {@code latest} or a TXID. */
    public String sha256(String point) {
        for (JsonNode candidate : manifest.get("restorePoints")) {
            String name = candidate.path("txid").asString(candidate.get("kind").asString());
            if (name.equals(point)) {
                return candidate.get("sha256").asString();
            }
        }
        throw new IllegalArgumentException(point);
    }

    /** Returns each file of the replica with its size, time and content. */
    public SortedMap<String, String> content() throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(Files::isRegularFile).forEach(path -> content.put(path.toString(), describe(path)));
        }
        return content;
    }

    private static String describe(Path path) {
        try {
            return Files.getLastModifiedTime(path) + " " + Sha256.of(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
