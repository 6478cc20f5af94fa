package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users who write notes until the sample is gone, and one who asks for a sync again and again. Thread-safe. */
final class NoteLoad {

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final int CREATED = 201;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong number = new AtomicLong();
    private final Map<Long, String> stored = new ConcurrentHashMap<>();
    private final Map<Long, String> replicated = new ConcurrentHashMap<>();

    /** Returns the notes, by id, that the sample has confirmed. */
    Map<Long, String> stored() {
        return stored;
    }

    /** Returns the notes, by id, that were confirmed before a sync that was confirmed. */
    Map<Long, String> replicated() {
        return replicated;
    }

    /** Forgets the notes that may be lost together with the database. */
    void loseDatabase() {
        stored.keySet().retainAll(replicated.keySet());
    }

    /** Puts load on the sample, and kills it some time after a sync was confirmed. */
    void untilKilled(SampleProcess sample, Duration more) throws Exception {
        int before = replicated.size();
        URI address = sample.address();
        ExecutorService users = Executors.newFixedThreadPool(3);
        List<Future<?>> ends = List.of(
                users.submit(() -> write(address)),
                users.submit(() -> write(address)),
                users.submit(() -> sync(address)));
        await().until(() -> replicated.size() > before || ends.stream().anyMatch(Future::isDone));
        await().pollDelay(more).until(() -> true);
        sample.close();
        for (Future<?> end : ends) {
            end.get();
        }
        users.shutdown();
    }

    /** Writes a note that need not arrive anywhere. */
    void tryToWrite(URI address) {
        try {
            post(address.resolve("/notes"), "{\"text\":\"too late\"}");
        } catch (IOException e) {
            // The sample is ending, or has ended.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a note, and waits until it is on the replica. */
    void writeAndSync(URI address) throws IOException, InterruptedException {
        writeNote(address);
        requestSync(address);
    }

    /** Writes a note. */
    void writeNote(URI address) throws IOException, InterruptedException {
        String text = "note " + number.incrementAndGet();
        HttpResponse<String> response = post(address.resolve("/notes"), "{\"text\":\"" + text + "\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(CREATED);
        Matcher id = ID.matcher(response.body());
        assertThat(id.find()).isTrue();
        stored.put(Long.valueOf(id.group(1)), text);
    }

    /** Writes notes one after the other until the sample no longer answers. */
    private void write(URI address) {
        untilGone(() -> writeNote(address));
    }

    /** Asks for one sync after the other until the sample no longer answers. */
    private void sync(URI address) {
        untilGone(() -> requestSync(address));
    }

    private void requestSync(URI address) throws IOException, InterruptedException {
        Map<Long, String> before = Map.copyOf(stored);
        HttpResponse<String> response = post(address.resolve("/actuator/litestream/dataSource/sync"), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(OK);
        replicated.putAll(before);
    }

    private HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private interface Request {
        void send() throws IOException, InterruptedException;
    }

    private static void untilGone(Request request) {
        try {
            while (true) {
                request.send();
            }
        } catch (IOException e) {
            // This is how the end of a killed process looks from here.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
