package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests for the endpoint and the health indicator over HTTP, in an application with everything that Spring Boot
 * brings.
 */
class WebApplicationTests {

    @TempDir
    static Path directory;

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "spring.web.error.include-message", "always",
                "management.endpoints.web.exposure.include", "*",
                "management.endpoint.health.show-details", "always",
                "management.endpoint.health.probes.enabled", "true",
                "spring.liquibase.enabled", "false",
                "spring.cloud.aws.s3.enabled", "false",
                "spring.main.banner-mode", "off",
                "spring.datasource.url", "jdbc:sqlite:" + directory.resolve("notes.db"),
                "litestream.replica.url", directory.resolve("replica").toUri().toString()));
        context = application.run();
        new JdbcTemplate(context.getBean(DataSource.class)).update("INSERT INTO notes(text) VALUES ('hello')");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void postUploadsAndGetShowsIt() throws Exception {
        HttpResponse<String> post = send("POST", "litestream/dataSource/sync");
        assertThat(post.statusCode()).isEqualTo(200);
        JsonNode database = json("litestream").at("/databases/dataSource");
        assertThat(database.at("/replica/txid").asString())
                .hasSize(16)
                .isEqualTo(JsonMapper.shared().readTree(post.body()).get("txid").asString());
        assertThat(database.at("/state").asString()).isEqualTo("replicating");
        assertThat(database.at("/replica/type").asString()).isEqualTo("file");
        assertThat(database.at("/lag/seconds").isNumber()).isTrue();
        assertThat(database.at("/local/time").asString()).endsWith("Z");
    }

    @Test
    void getShowsOneDatabase() throws Exception {
        assertThat(json("litestream/dataSource").at("/pageSize").asInt()).isEqualTo(4096);
    }

    @Test
    void unknownDatabasesAreNotFound() throws Exception {
        assertThat(send("GET", "litestream/other").statusCode()).isEqualTo(404);
        assertThat(send("POST", "litestream/other/sync").statusCode()).isEqualTo(404);
    }

    @Test
    void unknownOperationsAreRefused() throws Exception {
        assertThat(send("POST", "litestream/dataSource/destroy").statusCode()).isEqualTo(400);
    }

    @Test
    void markIsMadeShownRestoredAndDeleted() throws Exception {
        assertThat(send("POST", "litestream/dataSource/marks/before-v42").statusCode())
                .isEqualTo(200);
        JsonNode mark = json("litestream/dataSource").at("/marks/0");
        assertThat(mark.at("/name").asString()).isEqualTo("before-v42");
        JsonNode plan = json("litestream/dataSource/plan?mark=before-v42");
        assertThat(plan.at("/txid")).isEqualTo(mark.at("/txid"));
        assertThat(plan.at("/files").isEmpty()).isFalse();
        JsonNode restored = body(send("POST", "litestream/dataSource/restore", "{\"mark\":\"before-v42\"}"));
        assertThat(restored.at("/restore/txid")).isEqualTo(mark.at("/txid"));
        Path copy = Path.of(restored.at("/path").asString());
        assertThat(copy.getParent()).isEqualTo(directory);
        assertThat(new JdbcTemplate(new DriverManagerDataSource("jdbc:sqlite:" + copy))
                        .queryForList("SELECT text FROM notes", String.class))
                .contains("hello");
        assertThat(send("DELETE", "litestream/dataSource/marks/before-v42").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "litestream/dataSource/marks/before-v42").statusCode())
                .isEqualTo(404);
        assertThat(json("litestream/dataSource").at("/marks").isEmpty()).isTrue();
    }

    @Test
    void replicaIsVerified() throws Exception {
        send("POST", "litestream/dataSource/sync");
        JsonNode report = body(send("POST", "litestream/dataSource/verify", "{\"mode\":\"full\"}"));
        assertThat(report.at("/sound").asBoolean()).isTrue();
        assertThat(report.at("/mode").asString()).isEqualTo("full");
        assertThat(report.at("/restorable").isEmpty()).isFalse();
        assertThat(report.at("/findings").isArray()).isTrue();
    }

    @Test
    void parametersMayStandInTheQueryOfARequestWithoutABody() throws Exception {
        JsonNode mark = body(send("POST", "litestream/dataSource/marks/before-more"));
        new JdbcTemplate(context.getBean(DataSource.class)).update("INSERT INTO notes(text) VALUES ('more')");
        send("POST", "litestream/dataSource/sync");
        JsonNode marked = body(send("POST", "litestream/dataSource/restore?mark=before-more"));
        assertThat(marked.at("/restore/txid")).isEqualTo(mark.at("/txid"));
        String txid = mark.at("/txid").asString();
        JsonNode exact = body(send("POST", "litestream/dataSource/restore?txid=" + txid));
        assertThat(exact.at("/restore/txid").asString()).isEqualTo(txid);
        JsonNode report = body(send("POST", "litestream/dataSource/verify?mode=full"));
        assertThat(report.at("/mode").asString()).isEqualTo("full");
        send("DELETE", "litestream/dataSource/marks/before-more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                GET | plan?timestamp=today | timestamp: 'today' is not a time with its offset, as in '2026-11-27T12:00:00Z'
                POST | restore?timestamp=2026-11-27 | timestamp: '2026-11-27' is not a time with its offset
                POST | verify?mode=slow | mode: 'slow' is not one of quick, full
                POST | destroy | operation: 'destroy' is not one of sync, snapshot, restore, verify
                POST | restore?txid=42 | '42' is not a TXID: expected 16 hex digits
                POST | sync?mode=full | mode is for verify, not for sync
                """)
    void parametersThatAreNotValidAreNamed(String method, String path, String message) throws Exception {
        HttpResponse<String> response = send(method, "litestream/dataSource/" + path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(body(response).at("/message").asString()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, plan?txid=42, 400",
        "GET, plan?timestamp=today, 400",
        "GET, plan?timestamp=3000-01-01T00:00:00Z, 409",
        "GET, plan?txid=00000000ffffffff, 409",
        "GET, plan?mark=other, 409",
        "GET, snapshot, 400",
        "POST, restore?timestamp=3000-01-01T00:00:00Z, 409",
        "POST, restore?mark=other, 409",
        "POST, plan, 400",
        "POST, marks/a%20b, 400",
        "POST, notes/a, 400",
        "DELETE, marks/other, 404"
    })
    void requestsThatCannotBeAnsweredSayWhy(String method, String path, int status) throws Exception {
        assertThat(send(method, "litestream/dataSource/" + path).statusCode()).isEqualTo(status);
    }

    @Test
    void nameOfAnotherStateIsAConflict() throws Exception {
        send("POST", "litestream/dataSource/marks/taken");
        new JdbcTemplate(context.getBean(DataSource.class)).update("INSERT INTO notes(text) VALUES ('more')");
        HttpResponse<String> response = send("POST", "litestream/dataSource/marks/taken");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(body(response).at("/error").asString()).contains("the mark taken exists");
        assertThat(send("DELETE", "litestream/dataSource/marks/taken").statusCode())
                .isEqualTo(204);
    }

    @Test
    void healthKnowsTheDatabaseButLivenessDoesNot() throws Exception {
        assertThat(json("health").at("/components/litestream/status").asString())
                .isEqualTo("UP");
        assertThat(json("health/liveness").at("/components/litestream").isMissingNode())
                .isTrue();
    }

    @Test
    void replicationStopsAfterTheWebServer() {
        SmartLifecycle litestream = context.getBean(LitestreamLifecycle.class);
        assertThat(context.getBeansOfType(SmartLifecycle.class).values())
                .filteredOn(other -> other != litestream)
                .isNotEmpty()
                .allSatisfy(other -> assertThat(other.getPhase()).isGreaterThan(litestream.getPhase()));
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        return body(send("GET", path));
    }

    private static JsonNode body(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, "");
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (body.isEmpty()) {
            // As curl -X POST sends it: without a type of what is not there.
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** An application without anything of its own. */
    @EnableAutoConfiguration
    static class Application {}
}
