package io.litestream4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy before a server that sends back what it gets. */
class FaultyProxyTests {

    private ServerSocket server;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = listener;
        FaultyProxy.daemon("echo", () -> accept(listener));
        proxy = FaultyProxy.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void aGoodNetworkCarriesEverything() throws IOException {
        try (Socket socket = connect()) {
            byte[] sent = new byte[1_000_000];
            new Random(1).nextBytes(sent);
            FaultyProxy.daemon("sender", () -> send(socket, sent));
            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
        }
    }

    @Test
    void endOfStreamGetsThrough() throws IOException {
        try (Socket socket = connect()) {
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delayHoldsBothDirectionsBack() throws IOException {
        proxy.delay(50);
        assertThat(timeOfEcho(1)).isGreaterThanOrEqualTo(Duration.ofMillis(95));
    }

    @Test
    void limitSlowsDown() throws IOException {
        proxy.limit(100_000);
        assertThat(timeOfEcho(10_000)).isGreaterThanOrEqualTo(Duration.ofMillis(180));
    }

    @Test
    void resetAfterSentComesAtTheByte() throws IOException {
        proxy.resetAfterSent(5);
        try (Socket socket = connect()) {
            send(socket, new byte[4]);
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
            send(socket, new byte[1]);
            assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
        }
        assertThat(proxy.resets()).isEqualTo(1);
        assertThat(timeOfEcho(100)).isPositive();
    }

    @Test
    void resetAfterReceivedComesAtTheByte() throws IOException {
        proxy.resetAfterReceived(1);
        try (Socket socket = connect()) {
            send(socket, new byte[4]);
            assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
        }
    }

    @Test
    void randomResetsComeAgainAndAgain() throws IOException {
        proxy.resetRandomly(new Random(7), 20);
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                send(socket, new byte[40]);
                assertThatIOException().isThrownBy(() -> socket.getInputStream().skipNBytes(41));
            }
        }
        assertThat(proxy.resets()).isGreaterThan(10);
    }

    @Test
    void whatWasSwallowedComesAfterHealing() throws IOException {
        proxy.swallow();
        try (Socket socket = connect()) {
            send(socket, new byte[] {7});
            socket.setSoTimeout(50);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            proxy.heal();
            socket.setSoTimeout(5000);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void refusedConnectionsWorkAfterHealing() throws IOException {
        try (Socket socket = connect()) {
            send(socket, new byte[1]);
            socket.getInputStream().read();
            proxy.refuse();
            assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
        }
        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
        proxy.heal();
        assertThat(timeOfEcho(1)).isPositive();
    }

    @Test
    void cutConnectionsAreBrokenAndNewOnesWork() throws IOException {
        try (Socket socket = connect()) {
            send(socket, new byte[1]);
            socket.getInputStream().read();
            proxy.cut();
            assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
        }
        assertThat(timeOfEcho(1)).isPositive();
    }

    @Test
    void connectionsToComeCanBeLedElsewhere() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Socket before = connect()) {
            send(before, new byte[1]);
            assertThat(before.getInputStream().readNBytes(1)).hasSize(1);
            proxy.leadTo(other.getLocalPort());
            try (Socket client = connect();
                    Socket there = other.accept()) {
                send(client, new byte[] {7});
                assertThat(there.getInputStream().read()).isEqualTo(7);
            }
            send(before, new byte[1]);
            assertThat(before.getInputStream().readNBytes(1)).hasSize(1);
        }
    }

    private Duration timeOfEcho(int bytes) throws IOException {
        try (Socket socket = connect()) {
            Instant start = Instant.now();
            send(socket, new byte[bytes]);
            assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
            return Duration.between(start, Instant.now());
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The reader finds out.
        }
    }

    private static void accept(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                FaultyProxy.daemon("echo", () -> echo(socket));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // That is what is tested.
        }
    }
}
