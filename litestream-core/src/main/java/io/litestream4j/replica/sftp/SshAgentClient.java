package io.litestream4j.replica.sftp;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** A connection to the SSH agent, by its socket; the library's own needs native code for that. */
final class SshAgentClient extends AbstractAgentProxy {

    private static final int MAX_ANSWER = 256 * 1024;

    private final SocketChannel channel;

    private SshAgentClient(SocketChannel channel) {
        // No thread of its own.
        super(null);
        this.channel = channel;
    }

    static SshAgentClient connect(Path socket) throws IOException {
        try {
            return new SshAgentClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            throw new IOException("cannot ask the SSH agent at " + socket + " for keys: " + e.getMessage(), e);
        }
    }

    @Override
    protected synchronized Buffer request(Buffer buffer) throws IOException {
        Buffer question = prepare(buffer);
        ByteBuffer bytes = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        int length = read(Integer.BYTES).getInt();
        if (length < 0 || length > MAX_ANSWER) {
            throw new IOException("the SSH agent's answer would have " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the SSH agent has closed the connection");
            }
        }
        return bytes.flip();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        super.close();
    }
}
