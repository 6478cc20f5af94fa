package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.litestream4j.LitestreamException;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.FaultyProxy;
import io.litestream4j.testing.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store behind a network that delays everything and resets connections at random bytes: both contracts, and the engine.
 *
 * <p>A client makes a request again where it can; where it gives up, the engine makes the whole call again. So does {@link
 * RetryingReplicaClient} for the contracts.
 *
 * <p>{@code -Dlitestream.faults=long} runs more of it; {@code -Dlitestream.faults.seed=…} takes the seed that a failure shows,
 * and does the same once more, as far as threads allow.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class FaultyNetworkTests {

    /** Mean number of bytes between two resets, for the contracts. */
    protected static final int BYTES_BETWEEN_RESETS = 64 * 1024;

    /** What a client can be rid of before it sees that the connection is broken. */
    private static final int LARGER_THAN_BUFFERS = 16 << 20;

    private static final int RANGES = 30;
    private static final int RANGE_SIZE = 5_000;

    /** Short, because the next try follows at once. */
    private static final Map<String, String> PATIENCE =
            Map.of("connect-timeout", "2s", "request-timeout", "3s", "max-attempts", "2");

    @RegisterExtension
    private final Seed seed = Seed.ofProperty("litestream.faults.seed");

    private final Random random = seed.random();
    private Store store;
    private FaultyProxy proxy;

    /**
     * A running server.
     *
     * @param port its loopback port
     * @param replicas makes the options of a replica, not used before, as they are through a port that leads to the server
     * @param server ended after the tests
     */
    public record Store(int port, Replicas replicas, AutoCloseable server) {}

    /** Makes the options of replicas. */
    public interface Replicas {

        /** Returns the options of a replica that was not used before, through a port. */
        ReplicaOptions create(int port) throws Exception;
    }

    /** Starts the server. */
    protected abstract Store start(Path directory) throws Exception;

    @BeforeAll
    void startBehindProxy(@TempDir Path directory) throws Exception {
        Store started = start(directory);
        store = started;
        proxy = FaultyProxy.to(started.port());
    }

    @AfterAll
    void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
        }
        if (store != null) {
            store.server().close();
        }
    }

    /** Returns the mean; more for a store whose parallel reads share one connection, and so fail together. */
    protected int bytesBetweenResetsOfARestore() {
        return 16 * BYTES_BETWEEN_RESETS;
    }

    /** Returns whether the server may keep part of an upload whose connection breaks, as no real store does. */
    protected boolean keepsPartsOfUploads() {
        return false;
    }

    private ReplicaOptions newReplica() throws IOException {
        try {
            proxy.heal();
            return store.replicas().create(proxy.port()).withSettings(PATIENCE);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private ReplicaClient newClient() throws IOException {
        ReplicaClient client = ReplicaClients.create(newReplica());
        proxy.delay(1);
        proxy.resetRandomly(random, BYTES_BETWEEN_RESETS);
        return new RetryingReplicaClient(client);
    }

    @Nested
    class Files extends ReplicaClientContractTests {

        @Override
        protected ReplicaClient createClient() throws IOException {
            return newClient();
        }

        /** What is sent as one stream begins anew with each connection, and most have to get through. */
        @Override
        protected int large() {
            return BYTES_BETWEEN_RESETS / 2;
        }

        @Override
        protected void putForeign(int level, String name) {
            throw new UnsupportedOperationException("needs no network");
        }

        @Override
        protected void assertTime(Instant listed) {
            // What a store keeps of it is a matter of its own tests.
        }

        @Override
        void contract5ForeignNamesAreNotListed() {
            // A matter of names, not of the network.
        }

        @Override
        @Test
        @EnabledIfSystemProperty(named = "litestream.faults", matches = "long")
        void listGoesBeyondOnePageOfAThousand() throws Exception {
            super.listGoesBeyondOnePageOfAThousand();
        }
    }

    @Nested
    class Objects extends SideObjectsContractTests {

        @Override
        protected ReplicaClient createClient() throws IOException {
            return newClient();
        }
    }

    @Nested
    class Connections {

        /**
         * Connecting costs more than most ranges do, more still with TLS. Some clients give a connection back a moment after
         * the last byte, and a request that comes before that has another one made.
         */
        @Test
        void rangesThatAreReadToTheirEndsShareConnections() throws IOException {
            byte[] content = new byte[RANGES * RANGE_SIZE];
            random.nextBytes(content);
            try (ReplicaClient client = ReplicaClients.create(newReplica())) {
                LtxFileName name = LtxFileName.of(new TxId(1));
                client.create(0, name, Instant.EPOCH, new BytesSource(content));
                ReplicaFile file = client.list(0, TxId.NONE).get(0);
                int before = proxy.connections();
                for (int from = 0; from < content.length; from += RANGE_SIZE) {
                    try (InputStream in = client.open(file, from, RANGE_SIZE)) {
                        assertThat(in.readNBytes(RANGE_SIZE))
                                .isEqualTo(Arrays.copyOfRange(content, from, from + RANGE_SIZE));
                    }
                }
                assertThat(proxy.connections() - before).isLessThanOrEqualTo(RANGES / 3);
            }
        }
    }

    @Nested
    class Uploads {

        /** What is open is a descriptor, and the room of a file that is deleted. */
        @Test
        void streamThatBreaksIsClosed() throws IOException {
            byte[] content = new byte[LARGER_THAN_BUFFERS];
            random.nextBytes(content);
            CountedSource source = new CountedSource(new BytesSource(content));
            try (ReplicaClient client = ReplicaClients.create(newReplica())) {
                int before = proxy.resets();
                proxy.resetAfterSent(BYTES_BETWEEN_RESETS);
                try {
                    client.create(0, LtxFileName.of(new TxId(1)), Instant.EPOCH, source);
                } catch (IOException e) {
                    // Not every client tries again.
                }
                assertThat(proxy.resets()).isGreaterThan(before);
                // Where parts go in parallel, one may fail before another has ended.
                await().untilAsserted(() -> assertThat(source.unclosed()).hasValue(0));
            }
        }
    }

    @Nested
    class Engine {

        @Test
        void i7CommitsGoOnWhileTheNetworkBreaksAndNothingIsLost(@TempDir Path directory) throws Exception {
            boolean longRun = "long".equals(System.getProperty("litestream.faults"));
            try (FaultyNetworkRun run = new FaultyNetworkRun(directory, newReplica(), proxy, random)) {
                run.commitWhileTheNetworkBreaks(longRun ? 60 : 8);
                proxy.heal();
                awaitReplica(run);
                run.verifyChain();
                proxy.delay(1);
                proxy.resetRandomly(random, bytesBetweenResetsOfARestore());
                assertThat(run.restored()).isEqualTo(run.content());
            }
        }

        private void awaitReplica(FaultyNetworkRun run) throws Exception {
            try {
                run.awaitReplica();
            } catch (LitestreamException e) {
                abortIf(keepsPartsOfUploads() && run.isReplicaDamaged());
                throw e;
            }
        }

        private static void abortIf(boolean partKept) {
            assumeFalse(
                    partKept, "the server has taken part of a file for all of it: that is fenced, and ends this run");
        }
    }
}
