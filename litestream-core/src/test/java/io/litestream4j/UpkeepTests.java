package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.ReplicaContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The levels of a replica that the engine keeps while it replicates, with intervals of a test's length. */
class UpkeepTests {

    private static final Duration TICK = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private final List<DatabaseEvent> events = new CopyOnWriteArrayList<>();
    private EngineKit kit;

    @BeforeEach
    void open() {
        kit = new EngineKit(directory);
    }

    @AfterEach
    void replicaHoldsTheDatabase() throws Exception {
        kit.close();
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    private static UpkeepOptions every(Duration snapshots, Duration retention) {
        return options(List.of(TICK, TICK.multipliedBy(2), TICK.multipliedBy(4)), snapshots, retention, 1 << 20);
    }

    private static UpkeepOptions options(
            List<Duration> levels, Duration snapshots, Duration retention, long localMaxSize) {
        return new UpkeepOptions(levels, snapshots, null, retention, TICK.multipliedBy(2), true, 0, 0, 0, localMaxSize);
    }

    private LitestreamDatabase start(Duration snapshots, Duration retention) throws Exception {
        LitestreamDatabase database = kit.open(options -> options.upkeep(every(snapshots, retention)));
        database.addListener(events::add);
        database.start();
        kit.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        return database;
    }

    private TxId write(LitestreamDatabase database, int count) throws Exception {
        TxId last = TxId.NONE;
        for (int i = 0; i < count; i++) {
            kit.execute("INSERT INTO t(v) VALUES (hex(randomblob(200)))");
            last = database.sync(EngineKit.PATIENCE);
        }
        return last;
    }

    private int names(int level) throws IOException {
        return EngineKit.names(kit.level(level)).size();
    }

    @Test
    void capturesBecomeFewFilesOfHigherLevels() throws Exception {
        LitestreamDatabase database = start(Duration.ofHours(24), Duration.ofHours(24));
        TxId last = write(database, 20);
        await().until(() -> reaches(database, 3, last) && names(0) == 1);
        assertThat(EngineKit.names(kit.level(9))).containsExactly(LtxFileName.of(new TxId(1)));
        assertThat(kit.damaged()).isEmpty();
        ReplicaContent content = database.status().content();
        assertThat(content.from().txId()).isEqualTo(new TxId(1));
        assertThat(content.to().txId()).isEqualTo(last);
        assertThat(events).hasAtLeastOneElementOfType(DatabaseEvent.Compacted.class);
        assertThat(events).hasAtLeastOneElementOfType(DatabaseEvent.Deleted.class);
    }

    private static boolean reaches(LitestreamDatabase database, int level, TxId last) {
        return database.status().content().levels().stream()
                .anyMatch(status -> status.level() == level && status.last().equals(last));
    }

    @Test
    void mergingReadsNothingFromTheReplica() throws Exception {
        LitestreamDatabase database = start(Duration.ofHours(24), Duration.ofHours(24));
        TxId last = write(database, 20);
        await().until(() -> reaches(database, 3, last));
        assertThat(events).noneMatch(UpkeepTests::isRead);
    }

    private static boolean isRead(DatabaseEvent event) {
        return event instanceof DatabaseEvent.Requested request
                && request.operation().equals("get")
                && request.bytes() > 0;
    }

    @Test
    void localCopiesGoWithTheirUse() throws Exception {
        LitestreamDatabase database = start(Duration.ofHours(24), Duration.ofHours(24));
        TxId last = write(database, 20);
        await().until(() -> reaches(database, 3, last)
                && EngineKit.names(kit.meta().resolve("ltx/0")).size() == 1
                && EngineKit.names(kit.meta().resolve("levels/1")).isEmpty()
                && EngineKit.names(kit.meta().resolve("levels/2")).isEmpty()
                && EngineKit.names(kit.meta().resolve("levels/3")).isEmpty());
    }

    @Test
    void localCopiesStayWithinTheirBoundBetweenTwoMerges() throws Exception {
        Duration day = Duration.ofHours(24);
        long bound = 16 << 10;
        LitestreamDatabase database = kit.start(options -> options.upkeep(options(List.of(day), day, day, bound)));
        kit.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        write(database, 60);
        await().until(() -> copiedBytes() <= bound);

        kit.stopEngine();
        LitestreamDatabase again =
                kit.open(options -> options.upkeep(options(List.of(TICK, TICK.multipliedBy(2)), day, day, bound)));
        again.addListener(events::add);
        again.start();
        TxId last = write(again, 5);
        await().until(() -> reaches(again, 2, last));
        assertThat(kit.fullFiles()).isEmpty();
        assertThat(events).as("what was no longer here").anyMatch(UpkeepTests::isRead);
        assertThat(kit.damaged()).isEmpty();
    }

    /** Returns the bytes of captures, without the first one, which holds the whole database, and the newest one. */
    private long copiedBytes() throws IOException {
        Path staging = kit.meta().resolve("ltx/0");
        List<LtxFileName> names = EngineKit.names(staging);
        long size = 0;
        for (LtxFileName name : names.subList(1, names.size() - 1)) {
            size += Files.size(staging.resolve(name.toString()));
        }
        return size;
    }

    @Test
    void idleDatabaseCausesNoRequest() throws Exception {
        LitestreamDatabase database = start(Duration.ofHours(24), Duration.ofHours(24));
        TxId last = write(database, 5);
        await().until(() -> reaches(database, 3, last) && names(0) == 1);
        events.clear();
        await().during(TICK.multipliedBy(10)).until(events::isEmpty);
    }

    @Test
    void snapshotsAreTakenAndOnlyTheLastOnesAreKept() throws Exception {
        LitestreamDatabase database = start(TICK.multipliedBy(3), TICK.multipliedBy(3));
        for (int i = 0; i < 6; i++) {
            TxId last = write(database, 3);
            await().until(() -> reaches(database, 9, last));
        }
        await().until(() -> names(9) <= 2);
        assertThat(kit.damaged()).isEmpty();
    }

    @Test
    void restartGoesOnWithTheLevels() throws Exception {
        LitestreamDatabase database = start(Duration.ofHours(24), Duration.ofHours(24));
        write(database, 5);
        kit.stopEngine();
        LitestreamDatabase again =
                kit.start(options -> options.upkeep(every(Duration.ofHours(24), Duration.ofHours(24))));
        TxId last = write(again, 5);
        await().until(() -> reaches(again, 3, last));
        assertThat(kit.damaged()).isEmpty();
    }
}
