package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.status.RestoreResult;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that was never compacted. */
class ManyFilesRestoreTests {

    private static final int PAGE_SIZE = 512;
    private static final int PAGES = 50;
    private static final int TXIDS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void thousandsOfFilesAreRestoredWithFewOpen() throws IOException {
        WrittenReplica replica = new WrittenReplica(directory.resolve("replica"), PAGE_SIZE);
        byte[] expected = new byte[PAGES * PAGE_SIZE];
        replica.snapshot(expected);
        for (int txId = 2; txId <= TXIDS; txId++) {
            // Page 1 stays as it was, so that no file but the first holds every page.
            int number = 2 + txId % (PAGES - 1);
            Arrays.fill(expected, (number - 1) * PAGE_SIZE, number * PAGE_SIZE, (byte) txId);
            replica.write(txId, PAGES, page(number, txId));
        }
        Path file = directory.resolve("app.db");
        CountingClient client = new CountingClient(replica.client());
        RestoreSettings settings =
                new RestoreSettings(IntegrityCheckMode.NONE, Restores.PARALLELISM, Duration.ofMinutes(1));
        try (client) {
            RestoreResult result = Restores.restore(client, () -> Restores.NOW, pause -> {})
                    .restoreTo(file, new RestoreTarget.Latest(), settings);
            assertThat(result.files()).isEqualTo(TXIDS);
        }
        assertThat(file).hasBinaryContent(expected);
        assertThat(client.mostOpen).isBetween(1, Restores.PARALLELISM);
    }

    private static SortedMap<Integer, byte[]> page(int number, int fill) {
        byte[] page = new byte[PAGE_SIZE];
        Arrays.fill(page, (byte) fill);
        return new TreeMap<>(Map.of(number, page));
    }

    private static final class CountingClient extends FlakyReplicaClient {

        private int open;
        private int mostOpen;

        CountingClient(ReplicaClient delegate) {
            super(delegate, 0, Integer.MAX_VALUE);
        }

        @Override
        public synchronized InputStream open(ReplicaFile file, long offset, long length) throws IOException {
            mostOpen = Math.max(mostOpen, ++open);
            return new FilterInputStream(super.open(file, offset, length)) {
                @Override
                public void close() throws IOException {
                    closed();
                    super.close();
                }
            };
        }

        private synchronized void closed() {
            open--;
        }
    }
}
