package io.litestream4j.restore;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Restores as an application's start would do it, with a clock that stands still and without waiting. */
final class Restores {

    static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    static final int PARALLELISM = 3;

    private Restores() {}

    static RestoreRequest request(Path database, RestoreTarget target) {
        return request(database, RestorePolicy.IF_MISSING, target);
    }

    static RestoreRequest request(Path database, RestorePolicy policy, RestoreTarget target) {
        return new RestoreRequest(
                database,
                database.resolveSibling("meta"),
                policy,
                target,
                false,
                IntegrityCheckMode.QUICK,
                PARALLELISM,
                Duration.ofMinutes(1));
    }

    static Optional<RestoreResult> run(ReplicaClient client, RestoreRequest request) throws IOException {
        return run(client, InstantSource.fixed(NOW), duration -> {}, request);
    }

    static Optional<RestoreResult> run(ReplicaClient client, InstantSource clock, Pause pause, RestoreRequest request)
            throws IOException {
        try (StandbyCopy nothing = copy(client, clock, pause, request)) {
            return new RestoreOnStart(client, clock, restore(client, clock, pause)).run(request, nothing);
        }
    }

    static StandbyCopy copy(ReplicaClient client, InstantSource clock, Pause pause, RestoreRequest request) {
        return new StandbyCopy(restore(client, clock, pause), request);
    }

    static ReplicaRestore restore(ReplicaClient client, InstantSource clock, Pause pause) {
        return new ReplicaRestore(
                client, clock, System::nanoTime, pause, Executors::newFixedThreadPool, (bytes, total) -> {});
    }

    static Optional<RestoreResult> run(ReplicaClient client, Path database, RestoreTarget target) throws IOException {
        return run(client, request(database, target));
    }

    /** Returns the names in a directory, sorted; none if there is no directory. */
    static List<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
