package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample twice with one replica, as a rolling deployment does, or a mistake (I9). */
class TwoSamplesTests {

    private static final int FENCED = 75;

    @TempDir
    Path directory;

    private final NoteLoad load = new NoteLoad();

    @Test
    void theStandbyStartsWithAllNotesWhenTheOneBeforeItEnds() throws Exception {
        Map<String, String> lease =
                Map.of("app.replica-dir", replica(), "litestream.lease.mode", "required", "litestream.lease.ttl", "3s");
        try (SampleProcess first = SampleProcess.start(data("first"), lease);
                SampleProcess impatient = SampleProcess.launch(data("impatient"), lease);
                SampleProcess standby = SampleProcess.launch(data("standby"), lease)) {
            awaitStandby(impatient);
            impatient.terminate();
            assertThat(impatient.awaitEnd()).isNotZero();
            awaitStandby(standby);
            load.writeAndSync(first.address());
            assertThat(standby.isUp()).isFalse();
            first.terminate();
            standby.awaitStart();
            assertThat(NotesFile.in(data("standby"))).as(standby.log()).containsAllEntriesOf(load.replicated());
        }
    }

    @Test
    void theOneThatHasLostTheReplicaEndsAndSaysSo() throws Exception {
        Map<String, String> noLease = Map.of("app.replica-dir", replica(), "litestream.on-fenced", "shutdown");
        try (SampleProcess first = SampleProcess.start(data("first"), noLease)) {
            load.writeAndSync(first.address());
            try (SampleProcess second = SampleProcess.start(data("second"), noLease)) {
                load.writeAndSync(second.address());
                load.tryToWrite(first.address());
                assertThat(first.awaitEnd()).as(first.log()).isEqualTo(FENCED);
                assertThat(NotesFile.in(data("second"))).containsAllEntriesOf(load.replicated());
            }
        }
    }

    private static void awaitStandby(SampleProcess sample) {
        await().atMost(Duration.ofSeconds(60)).until(() -> sample.log().contains("does not start before the lease"));
    }

    private Path data(String name) {
        return directory.resolve(name);
    }

    private String replica() {
        return directory.resolve("replica").toString();
    }
}
