package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.MeteredReplicaClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.staging.Outbox;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write while a lease is asked for and given back (I9). */
class LeaseKeeperTests {

    /** The end of a lease that was given back. */
    private static final String RELEASED = "0001-01-01";

    private final List<Boolean> allowed = new ArrayList<>();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private LeaseKeeper keeper;

    /** Notes, when a request for the lease has just been answered, whether this process may write. */
    private void answered() {
        try {
            keeper.check();
            allowed.add(true);
        } catch (IOException e) {
            allowed.add(false);
        }
    }

    /** Acquires the lease of a replica, and gives it back. */
    private void release(WriterEnd end) throws IOException {
        ReplicaUrl url = ReplicaUrl.parse(directory.resolve("replica").toUri().toString());
        DatabaseOptions options = DatabaseOptions.builder(directory.resolve("app.db"), url)
                .lease(new LeaseOptions(LeaseMode.REQUIRED, Duration.ofMinutes(10), Duration.ofMinutes(1)))
                .build();
        InstantSource clock = InstantSource.system();
        StatusBoard board = new StatusBoard(DatabaseStatus.starting("app", options.path(), url));
        try (ReplicaClient client = new MeteredReplicaClient(
                ReplicaClients.create(ReplicaOptions.of(url)), (operation, outcome, bytes) -> answered())) {
            keeper = new LeaseKeeper(
                    options,
                    client,
                    new SharedLeases(ReplicaClients::create),
                    new Fence(),
                    new StatusReporter("app", board, new Outbox(), clock),
                    clock);
            keeper.acquire(() -> {});
            keeper.check();
            keeper.release(end);
        }
    }

    private String lockFile() throws IOException {
        return Files.readString(directory.resolve("replica").resolve("lock.json"));
    }

    @Test
    void i9WhatWasGivenBackIsNotWrittenToAnyMore() throws IOException {
        release(WriterEnd.QUIET);
        assertThat(lockFile()).contains(RELEASED);
        assertThat(allowed).isNotEmpty().containsOnly(false);
    }

    @Test
    void i9WhatIsUnderWayOrFencedKeepsItFromBeingGivenBack() throws IOException {
        release(WriterEnd.UNDER_WAY);
        assertThat(lockFile()).doesNotContain(RELEASED);
        Files.delete(directory.resolve("replica").resolve("lock.json"));
        release(WriterEnd.FENCED);
        assertThat(lockFile()).doesNotContain(RELEASED);
    }
}
