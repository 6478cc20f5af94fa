package io.litestream4j.replica.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.FaultyProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.io.WritePendingException;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading while the connection breaks, or is still busy with what nobody waits for. */
class SftpInputStreamTests {

    private static final int SIZE = 8 << 20;

    /** What is under way at most and may be lost with the connection. */
    private static final int READ_AHEAD = 2 << 20;

    /** What the protocol needs beside the data. */
    private static final int SLACK = 256 << 10;

    @Test
    void whatHasArrivedBeforeTheConnectionBreaksIsNotLost(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("file"), new byte[SIZE]);
        try (MinaServer server = MinaServer.start(directory);
                FaultyProxy proxy = FaultyProxy.to(server.server().getPort());
                SftpConnections connections = connections(server, proxy);
                InputStream in = new SftpFiles(connections).open("/file", 0, SIZE)) {
            proxy.resetAfterReceived(SIZE / 2);
            assertThat(readUntilItBreaks(in)).isBetween(SIZE / 2 - READ_AHEAD - SLACK, SIZE / 2);
        }
    }

    @Test
    void connectionThatStillSendsForSomebodyElseIsGivenUp(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("file"), new byte[SIZE]);
        try (MinaServer server = MinaServer.start(directory);
                FaultyProxy proxy = FaultyProxy.to(server.server().getPort());
                SftpConnections connections = connections(server, proxy)) {
            List<AbstractSftpClient> used = new ArrayList<>();
            long size = connections.call(sftp -> {
                used.add(sftp);
                if (used.size() == 1) {
                    throw new WritePendingException("a write operation is already pending");
                }
                return sftp.stat("/file").getSize();
            });
            assertThat(size).isEqualTo(SIZE);
            assertThat(used).doesNotHaveDuplicates().hasSize(2);
        }
    }

    private static SftpConnections connections(MinaServer server, FaultyProxy proxy) {
        ReplicaUrl url = ReplicaUrl.parse("sftp://backup@127.0.0.1:" + proxy.port() + "/");
        ReplicaOptions options = ReplicaOptions.of(url)
                .withSettings(Map.of("host-key", server.hostKey(), "password", MinaServer.PASSWORD));
        SftpSettings settings = SftpSettings.of(options);
        return new SftpConnections(settings, HostKeys.of(options, settings));
    }

    /** Asks for the whole file in one call, and again for what is missing. */
    private static int readUntilItBreaks(InputStream in) {
        byte[] target = new byte[SIZE];
        int arrived = 0;
        try {
            for (int count = 0; count >= 0; count = in.read(target, arrived, SIZE - arrived)) {
                arrived += count;
            }
        } catch (IOException e) {
            return arrived;
        }
        throw new AssertionError("the connection did not break");
    }
}
