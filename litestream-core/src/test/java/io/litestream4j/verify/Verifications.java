package io.litestream4j.verify;

import io.litestream4j.replica.ReplicaClient;
import java.io.IOException;
import java.util.concurrent.Executors;

/** Verifies without waiting between tries. */
final class Verifications {

    private Verifications() {}

    static VerificationReport run(ReplicaClient client, VerifyMode mode) throws IOException {
        return new ReplicaVerifier(client, duration -> {}, Executors::newFixedThreadPool, (bytes, total) -> {})
                .verify(mode, 3);
    }
}
