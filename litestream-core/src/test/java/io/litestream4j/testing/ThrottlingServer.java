package io.litestream4j.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A service over HTTP that asks everybody to come back later. Ends with {@link #close()}. */
public final class ThrottlingServer implements AutoCloseable {

    private static final int SLOW_DOWN = 503;

    private final HttpServer server;
    private final Duration retryAfter;
    private final AtomicInteger refused = new AtomicInteger();

    private ThrottlingServer(HttpServer server, Duration retryAfter) {
        this.server = server;
        this.retryAfter = retryAfter;
    }

    /** Starts one on a loopback port that asks for the same time, in whole seconds, each time. */
    public static ThrottlingServer start(Duration retryAfter) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        ThrottlingServer throttling = new ThrottlingServer(server, retryAfter);
        server.createContext("/", throttling::refuse);
        server.start();
        return throttling;
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter.toSeconds()));
            refused.incrementAndGet();
            exchange.sendResponseHeaders(SLOW_DOWN, -1);
        }
    }

    /** Returns the port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns how many requests were refused. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
