package io.litestream4j.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between a client and a server on this machine: a TCP proxy on a loopback port that delays, slows down, breaks,
 * swallows or refuses. It starts as a good network. What is set holds for connections that exist and for those to come,
 * until {@link #heal()}.
 *
 * <p>Safe for use by several threads.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final NetworkFaults faults = new NetworkFaults();
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final int port;
    private volatile int target;
    private ServerSocket listener;
    private boolean closed;

    private FaultyProxy(int target) throws IOException {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    /** Starts a proxy to a server's loopback port. */
    public static FaultyProxy to(int target) throws IOException {
        return new FaultyProxy(target);
    }

    /** Returns the port to connect to. */
    public int port() {
        return port;
    }

    /** Leads connections to come to another server's loopback port; those that exist stay where they are until {@link #cut()}. */
    public void leadTo(int other) {
        target = other;
    }

    /** Delays each block of bytes in both directions. */
    public void delay(long millis) {
        faults.delay(millis);
    }

    /** Lets no more bytes through each second and direction of a connection. */
    public void limit(long bytesPerSecond) {
        faults.limit(bytesPerSecond);
    }

    /** Resets, once, the connection that carries the n-th byte from now on towards the server. */
    public void resetAfterSent(long bytes) {
        faults.toServer().arm(bytes);
    }

    /** Resets, once, the connection that carries the n-th byte from now on towards the client. */
    public void resetAfterReceived(long bytes) {
        faults.toClient().arm(bytes);
    }

    /**
     * Resets connections again and again, in both directions, each time after a random number of bytes.
     *
     * @param random where the numbers come from; its seed belongs in the test's messages
     * @param mean bytes between two resets of one direction, on average
     */
    public void resetRandomly(Random random, int mean) {
        faults.toServer().armAgain(new Random(random.nextLong()), mean);
        faults.toClient().armAgain(new Random(random.nextLong()), mean);
    }

    /** Lets connections be, but no byte through; what is under way comes after {@link #heal()}. */
    public void swallow() {
        faults.swallow(true);
    }

    /** Resets all connections; new ones work. */
    public void cut() {
        links.forEach(ProxyLink::reset);
    }

    /** Resets all connections and refuses new ones. */
    public synchronized void refuse() throws IOException {
        listener.close();
        cut();
    }

    /** Makes a good network again. Connections that are broken stay so. */
    public synchronized void heal() throws IOException {
        faults.heal();
        if (listener.isClosed() && !closed) {
            listener = listen(port);
        }
    }

    /** Returns how many connections were reset because of the bytes that they had carried. */
    public int resets() {
        return faults.toServer().fired() + faults.toClient().fired();
    }

    /** Returns how many connections have been taken so far. */
    public int connections() {
        return connections.get();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(LOOPBACK, port));
        daemon("faulty-proxy-" + socket.getLocalPort(), () -> accept(socket));
        return socket;
    }

    static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket socket) {
        while (true) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                connect(client);
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        ProxyLink link = new ProxyLink(client, server, faults, links::remove);
        links.add(link);
        try {
            server.connect(new InetSocketAddress(LOOPBACK, target));
            link.start();
        } catch (IOException e) {
            link.reset();
        }
    }

    /** Ends all connections and takes no more. */
    @Override
    public synchronized void close() {
        closed = true;
        quietly(listener);
        cut();
    }

    static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
