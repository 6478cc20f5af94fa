package io.litestream4j.replica.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on loopback that says the same to everybody again and again, as fast as it is read, and to one client at a time. */
final class EndlessAnswer implements Closeable {

    private final ServerSocket listener;
    private final byte[] answer;

    EndlessAnswer(String answer) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read();
                answer(socket.getOutputStream());
            } catch (IOException e) {
                // The client, or the server, has closed.
            }
        }
    }

    private void answer(OutputStream out) throws IOException {
        while (!listener.isClosed()) {
            out.write(answer);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
