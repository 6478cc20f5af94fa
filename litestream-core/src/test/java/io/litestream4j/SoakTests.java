package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.FaultyProxy;
import io.litestream4j.testing.Figures;
import io.litestream4j.testing.ReplicaDamage;
import io.litestream4j.testing.S3Server;
import io.litestream4j.testing.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that disturbs an application, at the same time, for as many minutes as the system property {@code soak.minutes} says,
 * with as many commits a second as {@code soak.commits} says: the replica restores to what the database held, at each
 * recorded TXID that it keeps; no full file is needed, and the heap does not grow (I1, I2, I4, I7, I8).
 */
class SoakTests {

    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final int COMMITS_PER_SECOND = 300;
    private static final long HEAP_SLACK = 8L << 20;
    private static final Map<String, String> PATIENCE =
            Map.of("connect-timeout", "2s", "request-timeout", "3s", "max-attempts", "2");

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    @RegisterExtension
    private final Seed seed = Seed.ofRun();

    @TempDir
    private Path directory;

    @Test
    void everythingAtTheSameTime() throws Exception {
        Integer minutes = Integer.getInteger("soak.minutes");
        Duration time = minutes == null ? SHORT : Duration.ofMinutes(minutes);
        int rate = Integer.getInteger("soak.commits", COMMITS_PER_SECOND);
        try (FaultyProxy proxy = FaultyProxy.to(SERVER.port());
                SoakRun run = new SoakRun(directory, replica(proxy.port()), proxy, seed.random(), rate)) {
            run.run(time);
            Figures.show(
                    "%d commits, %.0f a second; heap %s MB",
                    run.commits(), run.commits() / (double) time.toSeconds(), megabytes(run.heap()));
            assertThat(run.fullFiles()).hasSize(1);
            assertHeapIsFlat(run.heap());
            assertThat(run.restored(new RestoreTarget.Latest())).isEqualTo(run.source());
            assertThat(run.restoreRecorded()).isPositive();
            assertThat(ReplicaDamage.in(replica(SERVER.port()))).isEmpty();
        }
    }

    private static ReplicaOptions replica(int port) {
        return ReplicaOptions.of(ReplicaUrl.parse("s3://" + S3Server.BUCKET + "/soak?endpoint=127.0.0.1:" + port))
                .withSettings(SERVER.credentials())
                .withSettings(PATIENCE);
    }

    /** What stays in use in the last quarter, against the second: what is loaded once is loaded by then. */
    private static void assertHeapIsFlat(List<Long> heap) {
        long early = smallest(heap.subList(heap.size() / 4, heap.size() / 2 + 1));
        assertThat(smallest(heap.subList(heap.size() * 3 / 4, heap.size()))).isLessThan(early + HEAP_SLACK);
    }

    private static long smallest(List<Long> heap) {
        return heap.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    private static List<Long> megabytes(List<Long> heap) {
        int stride = Math.max(1, heap.size() / 10);
        return IntStream.range(0, heap.size())
                .filter(index -> index % stride == 0)
                .mapToObj(index -> heap.get(index) >> 20)
                .toList();
    }
}
