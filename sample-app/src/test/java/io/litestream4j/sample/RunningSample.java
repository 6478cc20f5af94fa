package io.litestream4j.sample;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;

/** The sample application on a free port, used over HTTP. */
final class RunningSample implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final RestClient client;

    RunningSample(Path dataDirectory, Path replicaDirectory) {
        this(
                dataDirectory,
                Map.of("app.replica-dir", replicaDirectory.toAbsolutePath().toString()));
    }

    RunningSample(Path dataDirectory, Map<String, String> properties) {
        Stream<String> own = Stream.of("--server.port=0", "--app.data-dir=" + dataDirectory);
        Stream<String> given =
                properties.entrySet().stream().map(property -> "--" + property.getKey() + "=" + property.getValue());
        context = NotesApplication.application().run(Stream.concat(own, given).toArray(String[]::new));
        client = RestClient.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    Note add(String text) {
        return requireNonNull(client.post()
                .uri("/notes")
                .body(Map.of("text", text))
                .retrieve()
                .body(Note.class));
    }

    void delete(long id) {
        client.delete().uri("/notes/{id}", id).retrieve().toBodilessEntity();
    }

    List<Note> notes() {
        return requireNonNull(
                client.get().uri("/notes").retrieve().body(new ParameterizedTypeReference<List<Note>>() {}));
    }

    long count() {
        return requireNonNull(client.get().uri("/notes/count").retrieve().body(NotesController.NoteCount.class))
                .count();
    }

    /** Uploads what was committed and returns the TXID that the replica has reached. */
    String sync() {
        Map<String, String> answer = requireNonNull(client.post()
                .uri("/actuator/litestream/dataSource/sync")
                .retrieve()
                .body(new ParameterizedTypeReference<Map<String, String>>() {}));
        return requireNonNull(answer.get("txid"));
    }

    String get(String path) {
        return requireNonNull(client.get().uri(path).retrieve().body(String.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
