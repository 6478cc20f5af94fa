package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is made while somebody else writes, beside a restore that begins afterwards. */
@SuppressWarnings("NullAway.Init") // created before each test
class StandbyCopyTests {

    private static final int PAGE_SIZE = 512;

    @TempDir
    private Path directory;

    private WrittenReplica replica;
    private ReplicaClient client;
    private Path database;
    private RestoreRequest request;
    private StandbyCopy copy;
    private int txId;
    private int pages;

    @BeforeEach
    void create() {
        replica = new WrittenReplica(directory.resolve("replica"), PAGE_SIZE);
        client = replica.client();
        database = directory.resolve("app/app.db");
        request = new RestoreRequest(
                database,
                directory.resolve("meta"),
                RestorePolicy.IF_MISSING,
                new RestoreTarget.Latest(),
                false,
                IntegrityCheckMode.NONE,
                Restores.PARALLELISM,
                Duration.ofMinutes(1));
        copy = Restores.copy(client, InstantSource.fixed(Restores.NOW), duration -> {}, request);
    }

    @AfterEach
    void close() throws IOException {
        copy.close();
        client.close();
        assertThat(Restores.names(directory.resolve("app"))).isSubsetOf("app.db");
    }

    @RepeatedTest(20)
    void catchingUpGivesWhatARestoreGives() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        begin(random, 1 + random.nextInt(20));
        for (int i = 0; i < 12; i++) {
            if (random.nextInt(3) == 0) {
                prepare();
            }
            change(random, Math.max(1, pages + random.nextInt(9) - 4));
        }
        assertThat(database).doesNotExist();
        run();
        assertThat(database).as("seed %s", seed).hasSameBinaryContentAs(restoredElsewhere());
    }

    @Test
    void onlyWhatIsNewIsReadInTheEnd() throws IOException {
        Random random = new Random(1);
        begin(random, 200);
        prepare();
        change(random, 200);
        RestoreResult result = run();
        assertThat(result.files()).isEqualTo(1);
        assertThat(result.txId().value()).isEqualTo(2);
        assertThat(database).hasSameBinaryContentAs(restoredElsewhere());
    }

    @Test
    void nothingNewIsFine() throws IOException {
        begin(new Random(1), 3);
        prepare();
        prepare();
        assertThat(run().files()).isZero();
        assertThat(database).hasSameBinaryContentAs(restoredElsewhere());
    }

    @Test
    void anotherHistoryIsRestoredAnew() throws IOException {
        begin(new Random(1), 3);
        change(new Random(2), 3);
        prepare();
        deleteReplica();
        begin(new Random(3), 3);
        change(new Random(4), 3);
        change(new Random(5), 3);
        assertThat(run().files()).isGreaterThan(1);
        assertThat(database).hasSameBinaryContentAs(restoredElsewhere());
    }

    @Test
    void anotherPageSizeIsRestoredAnew() throws IOException {
        begin(new Random(1), 3);
        prepare();
        replica = new WrittenReplica(replica.root(), 1024);
        byte[] page = new byte[1024];
        replica.write(2, 1, new TreeMap<>(Map.of(1, page)));
        run();
        assertThat(database).hasBinaryContent(page);
    }

    @Test
    void i5ACopyWhoseUpdateFailedIsNotUsed() throws IOException {
        begin(new Random(1), 3);
        prepare();
        change(new Random(2), 3);
        Path newest = newestFile();
        byte[] good = Files.readAllBytes(newest);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(newest, bad);
        assertThatIOException().isThrownBy(this::prepare);
        assertThat(copy.isReady()).isFalse();
        Files.write(newest, good);
        run();
        assertThat(database).hasSameBinaryContentAs(restoredElsewhere());
    }

    @Test
    void i5WhatAProcessLeftThatDiedWhileItWaitedIsDeletedByTheNextRestore() throws IOException {
        begin(new Random(1), 3);
        prepare();
        copy = Restores.copy(client, InstantSource.fixed(Restores.NOW), duration -> {}, request);
        run();
        assertThat(Restores.names(directory.resolve("app"))).containsExactly("app.db");
        assertThat(database).hasSameBinaryContentAs(restoredElsewhere());
    }

    @Test
    void aDatabaseThatIsThereNeedsNoCopy() throws IOException {
        begin(new Random(1), 3);
        run();
        prepare();
        assertThat(copy.isReady()).isFalse();
    }

    private void begin(Random random, int size) throws IOException {
        txId = 0;
        pages = size;
        byte[] content = new byte[size * PAGE_SIZE];
        random.nextBytes(content);
        txId++;
        replica.snapshot(content);
        setTime(random);
    }

    /** Changes some pages, and has all of a growth. */
    private void change(Random random, int size) throws IOException {
        SortedMap<Integer, byte[]> changed = new TreeMap<>();
        for (int page = 1; page <= size; page++) {
            if (page > pages || page == 1 || random.nextInt(4) == 0) {
                byte[] content = new byte[PAGE_SIZE];
                random.nextBytes(content);
                changed.put(page, content);
            }
        }
        pages = size;
        txId++;
        replica.write(txId, size, changed);
        setTime(random);
    }

    private void setTime(Random random) throws IOException {
        Files.setLastModifiedTime(newestFile(), FileTime.from(Instant.ofEpochMilli(random.nextInt(Integer.MAX_VALUE))));
    }

    private Path newestFile() {
        String name = String.format(Locale.ROOT, "%016x-%016x.ltx", txId, txId);
        return replica.root().resolve("ltx/0").resolve(name);
    }

    private void deleteReplica() throws IOException {
        for (String name : Restores.names(replica.root().resolve("ltx/0"))) {
            Files.delete(replica.root().resolve("ltx/0").resolve(name));
        }
    }

    private RestoreOnStart onStart() {
        InstantSource clock = InstantSource.fixed(Restores.NOW);
        return new RestoreOnStart(client, clock, Restores.restore(client, clock, duration -> {}));
    }

    private void prepare() throws IOException {
        onStart().prepare(request, copy);
    }

    private RestoreResult run() throws IOException {
        return onStart().run(request, copy).orElseThrow();
    }

    private Path restoredElsewhere() throws IOException {
        Path other = directory.resolve("other.db");
        Restores.restore(client, InstantSource.fixed(Restores.NOW), duration -> {})
                .restoreTo(other, new RestoreTarget.Latest(), request.settings());
        return other;
    }
}
