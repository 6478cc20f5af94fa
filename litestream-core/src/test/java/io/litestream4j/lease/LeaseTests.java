package io.litestream4j.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases on a replica in a directory, between parties whose clocks the test moves (I9). */
class LeaseTests {

    private static final Duration TTL = Duration.ofMillis(900);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Lease> leases = new CopyOnWriteArrayList<>();
    private ReplicaClient client;
    private SideObjects objects;

    @BeforeEach
    void open() {
        client = ReplicaClients.create(ReplicaOptions.of(
                ReplicaUrl.parse(directory.resolve("replica").toUri().toString())));
        objects = client.sideObjects();
    }

    @AfterEach
    void close() throws IOException {
        leases.forEach(Lease::end);
        threads.shutdownNow();
        client.close();
    }

    /** Somebody who wants the lease, with clocks of its own. */
    private final class Party implements LeaseListener {

        private final List<LeaseStatus> seen = new CopyOnWriteArrayList<>();
        private final List<String> lost = new CopyOnWriteArrayList<>();
        private final UnreliableSideObjects store = new UnreliableSideObjects(objects);
        private final LeaseRequest request;
        private final AtomicInteger waits = new AtomicInteger();
        private volatile Duration clockIsAheadBy = Duration.ZERO;
        private volatile Duration wasPausedFor = Duration.ZERO;

        Party(String owner, Duration patience) {
            LeaseTerms terms = new LeaseTerms(
                    "file:///replica",
                    owner,
                    TTL,
                    patience,
                    () -> Instant.now().plus(clockIsAheadBy),
                    () -> System.nanoTime() + wasPausedFor.toNanos());
            request = new LeaseRequest(store, terms, this);
        }

        Lease acquire() throws IOException {
            Lease lease = request.acquire(waits::incrementAndGet);
            leases.add(lease);
            return lease;
        }

        Lease acquireAndRenew() throws IOException {
            Lease lease = acquire();
            threads.execute(lease);
            return lease;
        }

        @Override
        public void changed(LeaseStatus lease) {
            seen.add(lease);
        }

        @Override
        public void lost(String reason) {
            lost.add(reason);
        }
    }

    private LeaseRecord stored() throws IOException {
        return LeaseRequest.read(objects.get("lock.json").orElseThrow());
    }

    @Test
    void firstHolderCreatesTheObject() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        Lease lease = one.acquire();
        assertThat(lease.generation()).isEqualTo(1);
        assertThat(stored().owner()).isEqualTo("one:1");
        assertThat(one.seen).containsExactly(new LeaseStatus(true, "one:1", 1, false));
        assertThatNoException().isThrownBy(lease::check);
    }

    @Test
    void tokenRisesOverReleasesAndNobodyWaits() throws IOException {
        new Party("one:1", PATIENCE).acquire().release();
        assertThat(stored().isReleased()).isTrue();
        assertThat(new Party("two:2", Duration.ofMillis(300)).acquire().generation())
                .isEqualTo(2);
    }

    @Test
    void leaseOfADeadHolderIsTakenAfterItsTtl() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        one.acquire();
        assertThat(one.waits).hasValue(0);
        Party two = new Party("two:2", PATIENCE);
        long begin = System.nanoTime();
        assertThat(two.acquire().generation()).isEqualTo(2);
        assertThat(two.waits).hasPositiveValue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(TTL);
        assertThat(two.seen)
                .containsExactly(new LeaseStatus(false, "one:1", 1, false), new LeaseStatus(true, "two:2", 2, false));
    }

    @Test
    void noClockErrorTakesTheLeaseFromAHolderThatRenewsIt() throws Exception {
        for (Duration ahead : List.of(Duration.ofDays(-400), Duration.ofDays(400))) {
            Party one = new Party("one:1", PATIENCE);
            one.clockIsAheadBy = ahead;
            Lease lease = one.acquireAndRenew();
            Party two = new Party("two:2", TTL.multipliedBy(2));
            two.clockIsAheadBy = ahead.negated();
            assertThatExceptionOfType(LeaseUnavailableException.class)
                    .isThrownBy(two::acquire)
                    .withMessageContaining("one:1")
                    .withMessageContaining("file:///replica");
            assertThatNoException().isThrownBy(lease::check);
            assertThat(one.lost).isEmpty();
            lease.end();
            await().until(() -> isTaken("three:3"));
        }
    }

    private boolean isTaken(String owner) throws IOException {
        new Party(owner, PATIENCE).acquire().release();
        return stored().owner().equals(owner);
    }

    @Test
    void holderThatWasStoppedGoesOnIfNobodyTookIt() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        Lease lease = one.acquire();
        one.wasPausedFor = TTL;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(lease::check)
                .isNotInstanceOf(FencedException.class)
                .withMessageContaining("uploads pause");
        threads.execute(lease);
        await().untilAsserted(() -> assertThatNoException().isThrownBy(lease::check));
        assertThat(one.lost).isEmpty();
    }

    @Test
    void holderThatWasStoppedForTooLongIsFenced() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        Lease lease = one.acquire();
        new Party("two:2", PATIENCE).acquire();
        assertThatExceptionOfType(IOException.class).isThrownBy(lease::check);
        threads.execute(lease);
        await().until(() -> !one.lost.isEmpty());
        assertThat(one.lost).singleElement().asString().contains("two:2 (generation 2) has taken it");
        assertThatExceptionOfType(FencedException.class).isThrownBy(lease::check);
        lease.release();
        assertThat(stored().owner()).isEqualTo("two:2");
        assertThat(stored().isReleased()).isFalse();
    }

    @Test
    void suspendedMachineStopsWritingAlthoughItsMonotonicClockStoodStill() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        Lease lease = one.acquire();
        one.clockIsAheadBy = Duration.ofHours(1);
        assertThatExceptionOfType(IOException.class).isThrownBy(lease::check);
    }

    @Test
    void renewalWhoseAnswerWasLostIsRecognized() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        Lease lease = one.acquireAndRenew();
        Instant before = stored().expiresAt();
        one.store.loseAnswers(2);
        await().until(() -> one.store.answersLost() == 2);
        await().until(() -> stored().expiresAt().isAfter(before.plus(TTL)));
        await().untilAsserted(() -> assertThatNoException().isThrownBy(lease::check));
        assertThat(one.lost).isEmpty();
    }

    @Test
    void deletedLeaseIsLost() throws IOException {
        Party one = new Party("one:1", PATIENCE);
        one.acquireAndRenew();
        objects.delete("lock.json");
        await().until(() -> !one.lost.isEmpty());
        assertThat(one.lost).singleElement().asString().contains("deleted");
    }

    @Test
    void waitEndsWhenItIsTold() throws Exception {
        new Party("one:1", PATIENCE).acquireAndRenew();
        Party two = new Party("two:2", PATIENCE);
        Future<Lease> waiting = threads.submit(two::acquire);
        await().until(() -> !two.seen.isEmpty());
        two.request.end();
        assertThatExceptionOfType(Exception.class).isThrownBy(waiting::get).withMessageContaining("was ended");
    }

    @Test
    void somethingElseUnderTheNameIsNotOverwritten() throws IOException {
        SideObject other = objects.create("lock.json", "not a lease".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(LeaseUnavailableException.class)
                .isThrownBy(new Party("one:1", Duration.ofMillis(200))::acquire)
                .withMessageContaining("is no lease");
        assertThat(objects.get("lock.json")).contains(other);
    }

    @Test
    void ofManyOneHoldsItAtATime() throws Exception {
        List<Future<Long>> turns = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Party party = new Party("party:" + i, PATIENCE);
            turns.add(threads.submit(() -> {
                Lease lease = party.acquire();
                lease.check();
                lease.release();
                return lease.generation();
            }));
        }
        List<Long> generations = new ArrayList<>();
        for (Future<Long> turn : turns) {
            generations.add(turn.get());
        }
        assertThat(generations).doesNotHaveDuplicates().hasSize(8);
    }
}
