package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.FileSystemResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for the generated metadata of the properties. */
class ConfigurationMetadataTests {

    private static final String METADATA = "target/classes/META-INF/spring-configuration-metadata.json";

    private static final String REPLICA = "litestream.replica.";

    @Test
    void everyPropertyHasASentence() throws IOException {
        assertThat(properties())
                .allSatisfy(property ->
                        assertThat(property.path("description").asString()).endsWith("."));
    }

    @Test
    void everyKeyIsThere() throws IOException {
        assertThat(names())
                .filteredOn(name -> !name.startsWith(REPLICA))
                .containsExactlyInAnyOrder(
                        "litestream.databases",
                        "litestream.enabled",
                        "litestream.meta-path",
                        "litestream.monitor-interval",
                        "litestream.sync-interval",
                        "litestream.checkpoint-interval",
                        "litestream.min-checkpoint-page-count",
                        "litestream.truncate-page-n",
                        "litestream.busy-timeout",
                        "litestream.shutdown-sync-timeout",
                        "litestream.levels",
                        "litestream.snapshot.interval",
                        "litestream.snapshot.cron",
                        "litestream.snapshot.zone",
                        "litestream.snapshot.retention",
                        "litestream.snapshot.keep.daily",
                        "litestream.snapshot.keep.weekly",
                        "litestream.snapshot.keep.monthly",
                        "litestream.l0-retention",
                        "litestream.retention.enabled",
                        "litestream.local.max-size",
                        "litestream.verification.interval",
                        "litestream.verification.mode",
                        "litestream.lease.mode",
                        "litestream.lease.scope",
                        "litestream.lease.ttl",
                        "litestream.lease.wait",
                        "litestream.on-fenced",
                        "litestream.probe",
                        "litestream.hazards.wal-reset-bug",
                        "litestream.hazards.network-file-system",
                        "litestream.restore.on-start",
                        "litestream.restore.txid",
                        "litestream.restore.timestamp",
                        "litestream.restore.mark",
                        "litestream.restore.side-file.directory",
                        "litestream.restore.side-file.timeout",
                        "litestream.marks.before-migrations",
                        "litestream.marks.keep",
                        "litestream.marks.timeout",
                        "litestream.restore.require-backup",
                        "litestream.restore.integrity-check",
                        "litestream.restore.parallelism",
                        "litestream.restore.timeout",
                        "litestream.restore.on-behind",
                        "litestream.health.max-lag");
    }

    @Test
    void everyKeyOfTheReplicaIsThere() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.startsWith(REPLICA))
                .extracting(name -> name.substring(REPLICA.length()))
                .containsExactlyInAnyOrder(
                        "url",
                        "client-bean",
                        "connect-timeout",
                        "request-timeout",
                        "max-attempts",
                        "concurrency",
                        "part-size",
                        "ssl.bundle",
                        "access-key-id",
                        "secret-access-key",
                        "session-token",
                        "profile",
                        "role-arn",
                        "region",
                        "endpoint",
                        "force-path-style",
                        "skip-verify",
                        "sign-payload",
                        "conditional-writes",
                        "require-content-md5",
                        "storage-class",
                        "sse-customer-algorithm",
                        "sse-customer-key",
                        "sse-customer-key-md5",
                        "sse-kms-key-id",
                        "account-name",
                        "account-key",
                        "sas-token",
                        "username",
                        "password",
                        "host-key",
                        "known-hosts",
                        "insecure-host-key",
                        "key-path",
                        "key-passphrase",
                        "token",
                        "agent",
                        "agent-socket",
                        "keep-alive",
                        "tls",
                        "creds",
                        "jwt",
                        "seed",
                        "create-bucket");
    }

    @Test
    void everyKeyIsInTheDocumentation() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "configuration.md"));
        assertThat(names())
                .allSatisfy(name -> assertThat(documentation).contains(name.substring("litestream.".length()) + "`"));
    }

    @Test
    void theSwitchOfTheHealthIndicatorIsThere() throws IOException {
        assertThat(all().toList())
                .extracting(property -> property.get("name").asString())
                .contains("management.health.litestream.enabled");
    }

    /** Returns the keys of a type, but not those of the replica. */
    static List<String> names(String type) throws IOException {
        return properties().stream()
                .filter(property -> property.path("type").asString().equals(type))
                .map(property -> property.get("name").asString())
                .filter(name -> !name.startsWith(REPLICA))
                .toList();
    }

    private static List<String> names() throws IOException {
        return properties().stream()
                .map(property -> property.get("name").asString())
                .toList();
    }

    private static List<JsonNode> properties() throws IOException {
        return all().filter(property -> property.get("name").asString().startsWith("litestream."))
                .toList();
    }

    private static Stream<JsonNode> all() throws IOException {
        try (InputStream in = new FileSystemResource(METADATA).getInputStream()) {
            return JsonMapper.shared().readTree(in).get("properties").values().stream();
        }
    }
}
