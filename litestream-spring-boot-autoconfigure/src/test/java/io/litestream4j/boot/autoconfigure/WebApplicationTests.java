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
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
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
        return JsonMapper.shared().readTree(send("GET", path).body());
    }

    private static HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create(
                "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /** An application without anything of its own. */
    @EnableAutoConfiguration
    static class Application {}
}
