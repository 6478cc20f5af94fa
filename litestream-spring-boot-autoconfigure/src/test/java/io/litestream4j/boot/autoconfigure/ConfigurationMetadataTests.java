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
                        "litestream.replica.client-bean",
                        "litestream.replica.connect-timeout",
                        "litestream.replica.request-timeout",
                        "litestream.replica.max-attempts",
                        "litestream.replica.concurrency",
                        "litestream.replica.part-size",
                        "litestream.replica.ssl.bundle",
                        "litestream.replica.access-key-id",
                        "litestream.replica.secret-access-key",
                        "litestream.replica.session-token",
                        "litestream.replica.profile",
                        "litestream.replica.role-arn",
                        "litestream.replica.region",
                        "litestream.replica.endpoint",
                        "litestream.replica.force-path-style",
                        "litestream.replica.skip-verify",
                        "litestream.replica.sign-payload",
                        "litestream.replica.require-content-md5",
                        "litestream.replica.storage-class",
                        "litestream.replica.sse-customer-algorithm",
                        "litestream.replica.sse-customer-key",
                        "litestream.replica.sse-customer-key-md5",
                        "litestream.replica.sse-kms-key-id",
                        "litestream.replica.account-name",
                        "litestream.replica.account-key",
                        "litestream.replica.sas-token",
                        "litestream.replica.username",
                        "litestream.replica.password",
                        "litestream.replica.host-key",
                        "litestream.replica.known-hosts",
                        "litestream.replica.insecure-host-key",
                        "litestream.replica.key-path",
                        "litestream.replica.key-passphrase",
                        "litestream.replica.token",
                        "litestream.replica.creds-path",
                        "litestream.replica.jwt",
                        "litestream.replica.seed",
                        "litestream.replica.create-bucket",
                        "litestream.meta-path",
                        "litestream.monitor-interval",
                        "litestream.sync-interval",
                        "litestream.checkpoint-interval",
                        "litestream.min-checkpoint-page-count",
                        "litestream.truncate-page-n",
                        "litestream.busy-timeout",
                        "litestream.shutdown-sync-timeout",
                        "litestream.lease.mode",
                        "litestream.lease.ttl",
                        "litestream.lease.wait",
                        "litestream.on-fenced",
                        "litestream.probe",
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
