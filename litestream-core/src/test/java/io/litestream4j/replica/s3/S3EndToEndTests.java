package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.RestoreOptions;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.S3Server;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3EndToEndTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private final String path = "app/" + UUID.randomUUID();

    @TempDir
    private Path directory;

    private RecordingRelay relay;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws IOException {
        relay = new RecordingRelay(server.port());
        database = new TestDatabase(directory.resolve("app.db"));
    }

    @AfterEach
    void closeRelay() throws IOException {
        relay.close();
    }

    @Test
    void whatWasSyncedIsRestoredWithOneListingPerLevel() throws Exception {
        replicate("CREATE TABLE t(x)", "INSERT INTO t VALUES (1), (2)");
        relay.take();
        assertThat(restored(new RestoreTarget.Latest())).isEqualTo(DatabaseContent.logicalSha256(database.path()));
        List<RecordingRelay.Request> requests = relay.take();
        assertThat(requests).extracting(RecordingRelay.Request::method).containsOnly("GET");
        assertThat(requests)
                .filteredOn(request -> request.path().contains("list-type=2"))
                .as("one for each level, and one for what Litestream 0.3 may have left")
                .hasSizeLessThanOrEqualTo(11)
                .extracting(RecordingRelay.Request::path)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPointInTimeIsRestoredByTheTimesInTheMetadata() throws Exception {
        replicate("CREATE TABLE t(x)", "INSERT INTO t VALUES (1)");
        Instant between = laterThan(Instant.now());
        String content = DatabaseContent.logicalSha256(database.path());
        replicate("INSERT INTO t VALUES (2)");
        relay.take();
        assertThat(restored(new RestoreTarget.AtTime(between))).isEqualTo(content);
        assertThat(relay.take()).extracting(RecordingRelay.Request::method).contains("HEAD");
    }

    @Test
    void aLargeDatabaseGoesInPartsAndComesBack() throws Exception {
        replicate("CREATE TABLE t(x)", """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
                INSERT INTO t SELECT randomblob(8000) FROM n""");
        assertThat(relay.take()).anyMatch(request -> request.path().contains("partNumber=2"));
        assertThat(restored(new RestoreTarget.Latest())).isEqualTo(DatabaseContent.logicalSha256(database.path()));
    }

    @Test
    void theApplicationsOwnClientReplicatesAndRestores() throws Exception {
        try (S3Client own = S3Clients.createClient(server.options(), variable -> null)) {
            ReplicaOptions options =
                    ReplicaOptions.of(ReplicaUrl.parse("s3://bkt/" + path)).withClient(S3Client.class, own);
            replicate(options, "CREATE TABLE t(x)", "INSERT INTO t VALUES (1)");
            assertThat(restored(options, new RestoreTarget.Latest()))
                    .isEqualTo(DatabaseContent.logicalSha256(database.path()));
        }
    }

    private static Instant laterThan(Instant begin) {
        // The clock of LTX times has milliseconds.
        Awaitility.await().until(() -> Instant.now().isAfter(begin.plusMillis(2)));
        return Instant.now();
    }

    private ReplicaOptions replica() {
        return ReplicaOptions.of(ReplicaUrl.parse("s3://bkt/" + path))
                .withSettings(server.credentials())
                .withSettings(Map.of("endpoint", "127.0.0.1:" + relay.port()));
    }

    private void replicate(String... statements) throws Exception {
        replicate(replica(), statements);
    }

    private void replicate(ReplicaOptions replica, String... statements) throws Exception {
        try (Litestream litestream = new Litestream();
                Connection connection = database.open()) {
            LitestreamDatabase replicated = litestream.open(
                    DatabaseOptions.builder(database.path(), replica).build());
            replicated.start();
            TestDatabase.execute(connection, statements);
            replicated.sync(PATIENCE);
        }
    }

    private String restored(RestoreTarget target) throws Exception {
        return restored(replica(), target);
    }

    private String restored(ReplicaOptions replica, RestoreTarget target) throws Exception {
        Path copy = directory.resolve("copy.db");
        try (Litestream litestream = new Litestream()) {
            litestream
                    .open(DatabaseOptions.builder(copy, replica)
                            .restore(new RestoreOptions(
                                    RestorePolicy.IF_MISSING,
                                    target,
                                    true,
                                    RestoreOptions.DEFAULTS.integrityCheck(),
                                    PATIENCE))
                            .build())
                    .restoreOnStart();
        }
        return DatabaseContent.logicalSha256(copy);
    }
}
