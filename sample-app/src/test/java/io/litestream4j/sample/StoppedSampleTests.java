package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.replica.ReplicaUrl;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The end of the sample as an orchestrator asks for it. */
@DisabledOnOs(OS.WINDOWS)
class StoppedSampleTests {

    @TempDir
    Path directory;

    @Test
    void whatWasCommittedRightBeforeTheSignalArrives() throws Exception {
        Path data = directory.resolve("data");
        try (SampleProcess sample = SampleProcess.start(data, directory.resolve("replica"))) {
            add(sample, "milk");
            add(sample, "bread");
            sample.terminate();
            assertThat(sample.awaitEnd()).isEqualTo(SampleProcess.TERMINATED);
            assertThat(sample.log()).contains("Replication ended, the replica is complete");
        }
        assertThat(restored()).containsValues("milk", "bread");
    }

    private static void add(SampleProcess sample, String text) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sample.address().resolve("/notes"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
    }

    private Map<Long, String> restored() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        String url = directory.resolve("replica").toUri().toString();
        try (Litestream litestream = new Litestream()) {
            litestream
                    .open(DatabaseOptions.builder(copy.resolve("notes.db"), ReplicaUrl.parse(url))
                            .build())
                    .restoreOnStart();
        }
        return NotesFile.in(copy);
    }
}
