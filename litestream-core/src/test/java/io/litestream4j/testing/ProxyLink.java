package io.litestream4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link FaultyProxy}: two threads that carry bytes, one for each direction. */
final class ProxyLink {

    private static final int BLOCK = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final NetworkFaults faults;
    private final Consumer<ProxyLink> onEnd;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger(2);

    ProxyLink(Socket client, Socket server, NetworkFaults faults, Consumer<ProxyLink> onEnd) {
        this.client = client;
        this.server = server;
        this.faults = faults;
        this.onEnd = onEnd;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        FaultyProxy.daemon("faulty-proxy-sends", () -> run(client, server, faults.toServer()));
        FaultyProxy.daemon("faulty-proxy-receives", () -> run(server, client, faults.toClient()));
    }

    private void run(Socket from, Socket to, ResetTrigger trigger) {
        try {
            carry(from, to, trigger);
            to.shutdownOutput();
            if (open.decrementAndGet() == 0) {
                end(false);
            }
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private void carry(Socket from, Socket to, ResetTrigger trigger) throws IOException, InterruptedException {
        byte[] block = new byte[BLOCK];
        InputStream in = from.getInputStream();
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            hold(count);
            int passing = trigger.passing(count);
            to.getOutputStream().write(block, 0, passing);
            if (passing < count) {
                reset();
                return;
            }
        }
    }

    private void hold(int bytes) throws InterruptedException {
        boolean over = ended.await(faults.holdMillis(bytes), TimeUnit.MILLISECONDS);
        while (!over && faults.isSwallowing()) {
            over = ended.await(1, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends the connection as if a machine had vanished: what is under way is lost. */
    void reset() {
        end(true);
    }

    private void end(boolean hard) {
        ended.countDown();
        onEnd.accept(this);
        close(client, hard);
        close(server, hard);
    }

    private static void close(Socket socket, boolean hard) {
        try {
            if (hard && !socket.isClosed()) {
                // Without lingering a close is a reset.
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It is broken already.
        }
        FaultyProxy.quietly(socket);
    }
}
