package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3TimesTests {

    private static final Instant STORED = Instant.parse("2026-01-02T04:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-amz-meta-litestream-timestamp",
                "X-Amz-Meta-Litestream-Timestamp",
                "X-AMZ-META-LITESTREAM-TIMESTAMP"
            })
    void theTimeIsFoundHoweverAProxyWritesTheHeader(String header) throws IOException {
        try (Answer answer = new Answer(
                        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n" + header + ": 2026-01-02T03:04:05.120Z\r\n\r\n");
                ReplicaClient client = ReplicaClients.create(options(answer.port()))) {
            assertThat(client.withLtxTimes(List.of(file(STORED)), STORED))
                    .containsExactly(file(Instant.parse("2026-01-02T03:04:05.120Z")));
        }
    }

    private static ReplicaOptions options(int port) {
        return ReplicaOptions.of(ReplicaUrl.parse("s3://bkt/app?endpoint=127.0.0.1:" + port))
                .withSettings(Map.of("access-key-id", "replicator", "secret-access-key", "secret"));
    }

    private static ReplicaFile file(Instant created) {
        return new ReplicaFile(0, new LtxFileName(new TxId(1), new TxId(1)), 10, created);
    }
}
