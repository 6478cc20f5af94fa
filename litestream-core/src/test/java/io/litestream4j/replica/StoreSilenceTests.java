package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.Interruption;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every request ends, also when the server is not there or says nothing. */
public abstract class StoreSilenceTests {

    private static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 1, Instant.EPOCH);
    /** Must not be in any exception. */
    protected static final String SECRET = "aGlkZGVu";

    @ParameterizedTest
    @EnumSource
    void i6AServerThatIsNotThereIsUnavailable(Request request) throws IOException {
        try (ReplicaClient client = client(TestServer.freePort(), Duration.ofSeconds(10))) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> request.run(client))
                    .withMessageContaining("Connection refused")
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain(SECRET));
        }
    }

    @ParameterizedTest
    @EnumSource
    void contract9AServerThatSaysNothingIsUnavailable(Request request) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ReplicaClient client = client(silent.getLocalPort(), Duration.ofMillis(300))) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> request.run(client))
                    .withMessageContaining("request-timeout");
        }
    }

    @ParameterizedTest
    @EnumSource
    void contract9AnInterruptEndsARequest(Request request) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ReplicaClient client = client(silent.getLocalPort(), Duration.ofMinutes(1))) {
            assertThat(Interruption.of(() -> request.run(client))).isInstanceOf(InterruptedIOException.class);
        }
    }

    /**
     * Makes a client with one try for each request, parts of 256 KB or less, and {@link #SECRET} as a secret, if it takes
     * one.
     */
    protected abstract ReplicaClient client(int port, Duration requestTimeout);

    /** Every kind of request. */
    enum Request {
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
                client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[300_000]));
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
