package io.litestream4j.replica.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.Interruption;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every request ends, also when the server is not there or says nothing. */
class AzureSilenceTests {

    private static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 1, Instant.EPOCH);
    private static final String SECRET = "sv=2024-01-01&sig=hidden";

    @ParameterizedTest
    @EnumSource
    void i6AServerThatIsNotThereIsUnavailable(Request request) throws IOException {
        try (ReplicaClient client = client(TestServer.freePort(), "10s")) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> request.run(client))
                    .withMessageContaining("Connection refused")
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hidden"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void contract9AServerThatSaysNothingIsUnavailable(Request request) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ReplicaClient client = client(silent.getLocalPort(), "1s")) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> request.run(client))
                    .withMessageContaining("request-timeout");
        }
    }

    @ParameterizedTest
    @EnumSource
    void contract9AnInterruptEndsARequest(Request request) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ReplicaClient client = client(silent.getLocalPort(), "1m")) {
            assertThat(Interruption.of(() -> request.run(client))).isInstanceOf(InterruptedIOException.class);
        }
    }

    private static ReplicaClient client(int port, String timeout) {
        return ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse("abs://account@box/path"))
                .withSettings(Map.of(
                        "endpoint",
                        "http://127.0.0.1:" + port + "/account",
                        "sas-token",
                        SECRET,
                        "max-attempts",
                        "1",
                        "part-size",
                        "4KB",
                        "request-timeout",
                        timeout)));
    }

    private enum Request {
        LIST {
            @Override
            void run(ReplicaClient client) throws IOException {
                client.list(0, TxId.NONE);
            }
        },
        OPEN {
            @Override
            void run(ReplicaClient client) throws IOException {
                client.open(FILE, 0, -1).close();
            }
        },
        CREATE {
            @Override
            void run(ReplicaClient client) throws IOException {
                client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[10]));
            }
        },
        CREATE_LARGE {
            @Override
            void run(ReplicaClient client) throws IOException {
                client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[100_000]));
            }
        },
        DELETE {
            @Override
            void run(ReplicaClient client) throws IOException {
                client.delete(List.of(FILE));
            }
        },
        GET_SIDE_OBJECT {
            @Override
            void run(ReplicaClient client) throws IOException {
                client.sideObjects().get("lock.json");
            }
        };

        abstract void run(ReplicaClient client) throws IOException;
    }
}
