package io.litestream4j.testing;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.verify.Finding;
import io.litestream4j.verify.ReplicaVerifier;
import io.litestream4j.verify.VerifyMode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What is wrong with a replica, by the verifier that users have. */
public final class ReplicaDamage {

    private ReplicaDamage() {}

    /** Reads every byte of a replica and returns the damage; empty if it is sound. */
    public static List<Finding> in(ReplicaOptions replica) throws IOException {
        try (ReplicaClient client = ReplicaClients.create(replica)) {
            return in(client);
        }
    }

    /** Reads every byte of a replica and returns the damage; empty if it is sound. */
    public static List<Finding> in(ReplicaClient client) throws IOException {
        return new ReplicaVerifier(
                        client,
                        pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos()),
                        Executors::newFixedThreadPool,
                        (bytes, total) -> {})
                .verify(VerifyMode.FULL, 2)
                .damage();
    }
}
