package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else deletes, puts back or adds files of the replica: healed without anybody's help where the content exists. */
class ReplicaChangesTests {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TICK = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private EngineKit kit;

    @BeforeEach
    void open() throws Exception {
        kit = new EngineKit(directory);
        kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
    }

    @AfterEach
    void replicaHoldsTheDatabase() throws Exception {
        kit.close();
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.damaged()).isEmpty();
    }

    private LitestreamDatabase start(Duration merges) {
        return start(merges, DAY);
    }

    private LitestreamDatabase start(Duration merges, Duration level0) {
        UpkeepOptions upkeep = new UpkeepOptions(List.of(merges), DAY, null, DAY, level0, true, 0, 0, 0, 64 << 20);
        return kit.start(options -> options.upkeep(upkeep));
    }

    private TxId write(LitestreamDatabase database, int count) throws Exception {
        TxId last = TxId.NONE;
        for (int i = 0; i < count; i++) {
            kit.execute("INSERT INTO t(v) VALUES (hex(randomblob(100)))");
            last = database.sync(EngineKit.PATIENCE);
        }
        return last;
    }

    private void deleteLevel0() throws IOException {
        EngineKit.delete(kit.level(0));
    }

    private void wipe() throws IOException {
        EngineKit.delete(kit.replica());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    Files.setLastModifiedTime(target, Files.getLastModifiedTime(file));
                }
            }
        }
    }

    private boolean isSnapshotThere() throws IOException {
        return !EngineKit.names(kit.level(9)).isEmpty();
    }

    private static boolean reaches(LitestreamDatabase database, int level, TxId last) {
        return database.status().content().levels().stream()
                .anyMatch(status -> status.level() == level && !last.isAfter(status.last()));
    }

    @Test
    void hole9EmptiedLevel0DoesNotStopUploadsWhileTheEngineRuns() throws Exception {
        LitestreamDatabase database = start(DAY);
        write(database, 3);
        database.snapshot(EngineKit.PATIENCE);
        deleteLevel0();
        write(database, 3);
        assertThat(database.status().state()).isEqualTo(DatabaseState.REPLICATING);
    }

    @Test
    void hole9EmptiedLevel0IsHealedAtTheNextStart() throws Exception {
        LitestreamDatabase database = start(DAY);
        write(database, 3);
        database.snapshot(EngineKit.PATIENCE);
        write(database, 3);
        kit.stopEngine();
        deleteLevel0();
        LitestreamDatabase again = start(DAY);
        assertThat(write(again, 2)).isEqualTo(again.status().local().txId());
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void missingFileIsPutBackIntoTheHistoryByTheNextMerge() throws Exception {
        LitestreamDatabase database = start(TICK.multipliedBy(10));
        TxId last = write(database, 5);
        TxId missing = new TxId(last.value() - 2);
        Files.deleteIfExists(kit.level(0).resolve(LtxFileName.of(missing).toString()));
        await().until(() -> reaches(database, 1, last));
        assertThat(kit.restored(new RestoreTarget.AtTxId(last))).isEqualTo(kit.content());
    }

    @Test
    void prefixThatWasWipedWhileDownIsFilledAgainFromWhatIsLocal() throws Exception {
        write(start(DAY), 4);
        kit.stopEngine();
        wipe();
        LitestreamDatabase again = start(DAY);
        again.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.gaps()).isEmpty();
    }

    @Test
    void prefixAndLocalFilesThatWereWipedWhileDownLeadToAFullFile() throws Exception {
        write(start(DAY), 4);
        kit.stopEngine();
        wipe();
        EngineKit.delete(kit.meta());
        start(DAY).sync(EngineKit.PATIENCE);
        assertThat(kit.fullFiles()).isNotEmpty();
    }

    @Test
    void prefixThatWasWipedWhileTheEngineRunsIsWholeAgainWithTheNextSnapshot() throws Exception {
        LitestreamDatabase database = start(DAY);
        write(database, 4);
        wipe();
        write(database, 2);
        database.snapshot(EngineKit.PATIENCE);
        write(database, 1);
    }

    @Test
    void prefixThatWasWipedWhileTheEngineRunsIsNoticedByRetentionAndHealed() throws Exception {
        // Until the clock is set forward nothing is due that could heal, or delete, before it is noticed.
        AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
        kit.close();
        kit = new EngineKit(directory, Surroundings.real(clock::get));
        LitestreamDatabase database = start(TICK.multipliedBy(10), TICK);
        write(database, 1);
        clock.updateAndGet(now -> now.plusSeconds(10));
        await().atMost(EngineKit.PATIENCE).until(() -> reaches(database, 9, new TxId(1)));
        write(database, 4);
        wipe();
        clock.updateAndGet(now -> now.plusSeconds(10));
        await().atMost(EngineKit.PATIENCE).until(this::isSnapshotThere);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(String.valueOf(database.status().lastError())).contains("somebody else deletes files there");
        write(database, 1);
    }

    @Test
    void snapshotThatSomebodyHasDeletedIsTakenAgain() throws Exception {
        LitestreamDatabase database = start(DAY);
        write(database, 2);
        TxId snapshot = database.snapshot(EngineKit.PATIENCE);
        EngineKit.delete(kit.level(9));
        assertThat(database.snapshot(EngineKit.PATIENCE)).isEqualTo(snapshot);
        assertThat(EngineKit.names(kit.level(9))).contains(new LtxFileName(new TxId(1), snapshot));
    }

    @Test
    void olderStateOfTheReplicaThatWasPutBackIsCompletedFromWhatIsLocal() throws Exception {
        LitestreamDatabase database = start(DAY);
        write(database, 2);
        Path older = directory.resolve("older");
        copy(kit.replica(), older);
        TxId last = write(database, 3);
        kit.stopEngine();
        wipe();
        Files.move(older, kit.replica());
        LitestreamDatabase again = start(DAY);
        assertThat(again.sync(EngineKit.PATIENCE).value()).isGreaterThanOrEqualTo(last.value());
        assertThat(kit.gaps()).isEmpty();
    }

    @Test
    void filesOfOthersAreLeftAlone() throws Exception {
        LitestreamDatabase database = start(TICK);
        write(database, 1);
        Path beside = Files.writeString(kit.replica().resolve("README"), "mine");
        Path within = Files.writeString(kit.level(0).resolve("0000000000000001-0000000000000001.ltx.bak"), "mine");
        TxId last = write(database, 4);
        await().until(() -> reaches(database, 1, last));
        kit.stopEngine();
        write(start(TICK), 1);
        assertThat(beside).hasContent("mine");
        assertThat(within).hasContent("mine");
    }
}
