package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for the generated metadata of the properties. */
class ConfigurationMetadataTests {

    private static final String METADATA = "target/classes/META-INF/spring-configuration-metadata.json";

    @Test
    void everyPropertyHasASentence() throws IOException {
        assertThat(properties())
                .allSatisfy(property ->
                        assertThat(property.path("description").asString()).endsWith("."));
    }

    @Test
    void everyKeyIsThere() throws IOException {
        assertThat(properties())
                .extracting(property -> property.get("name").asString())
                .containsExactlyInAnyOrder(
                        "litestream.databases",
                        "litestream.enabled",
                        "litestream.replica.url",
                        "litestream.meta-path",
                        "litestream.monitor-interval",
                        "litestream.sync-interval",
                        "litestream.checkpoint-interval",
                        "litestream.min-checkpoint-page-count",
                        "litestream.truncate-page-n",
                        "litestream.busy-timeout",
                        "litestream.shutdown-sync-timeout",
                        "litestream.restore.on-start",
                        "litestream.restore.txid",
                        "litestream.restore.timestamp",
                        "litestream.restore.require-backup",
                        "litestream.restore.integrity-check",
                        "litestream.restore.timeout",
                        "litestream.health.max-lag");
    }

    private static List<JsonNode> properties() throws IOException {
        try (InputStream in = new FileSystemResource(METADATA).getInputStream()) {
            return JsonMapper.shared().readTree(in).get("properties").values().stream()
                    .filter(property -> property.get("name").asString().startsWith("litestream."))
                    .toList();
        }
    }
}
