package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.Mark;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.verify.VerifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks of a replica whose levels and retention have intervals of a test's length. */
class EngineMarksTests {

    private static final Duration TICK = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private final List<DatabaseEvent> events = new CopyOnWriteArrayList<>();
    private EngineKit kit;
    private LitestreamDatabase database;

    @BeforeEach
    void start() throws Exception {
        kit = new EngineKit(directory);
        database = startEngine();
        kit.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        write(3);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private LitestreamDatabase startEngine() {
        UpkeepOptions upkeep = new UpkeepOptions(
                List.of(TICK, TICK.multipliedBy(2), TICK.multipliedBy(4)),
                TICK.multipliedBy(3),
                null,
                TICK.multipliedBy(3),
                TICK.multipliedBy(2),
                true,
                0,
                0,
                0,
                1 << 20);
        LitestreamDatabase opened = kit.open(options -> options.upkeep(upkeep));
        opened.addListener(events::add);
        opened.start();
        return opened;
    }

    private TxId write(int count) throws Exception {
        TxId last = TxId.NONE;
        for (int i = 0; i < count; i++) {
            kit.execute("INSERT INTO t(v) VALUES (hex(randomblob(200)))");
            last = database.sync(EngineKit.PATIENCE);
        }
        return last;
    }

    /** Writes until retention has deleted what leads to a TXID that is not marked. */
    private void writeUntilGone(TxId txId) {
        await().until(() -> {
            write(1);
            return !isRestorable(txId);
        });
    }

    private boolean isRestorable(TxId txId) {
        try {
            database.plan(new RestoreTarget.AtTxId(txId));
            return true;
        } catch (LitestreamException e) {
            return false;
        }
    }

    private String restored(String mark) throws Exception {
        Path copy = Files.createTempDirectory(directory, "side").resolve("copy.db");
        RestoreResult result = database.restoreTo(copy, new RestoreTarget.AtMark(mark));
        assertThat(result.txId())
                .isEqualTo(database.plan(new RestoreTarget.AtMark(mark)).txId());
        return DatabaseContent.logicalSha256(copy);
    }

    @Test
    void markedStateOutlivesRetention() throws Exception {
        TxId before = write(1);
        kit.execute("INSERT INTO t(v) VALUES ('not captured yet')");
        Mark mark = database.mark("before-v42");
        assertThat(mark.txId()).isEqualTo(before.next());
        String content = kit.content();
        writeUntilGone(write(1));
        assertThat(restored("before-v42")).isEqualTo(content);
        assertThat(kit.restored(new RestoreTarget.AtMark("before-v42"))).isEqualTo(content);
        assertThat(database.verify(VerifyMode.FULL).damage()).isEmpty();
        assertThat(database.status().content().marks()).containsExactly(mark);
        assertThat(database.marks()).containsExactly(mark);
    }

    @Test
    void marksOfAnEarlierProcessCount() throws Exception {
        Mark mark = database.mark("before-v42");
        String content = kit.content();
        kit.stopEngine();
        database = startEngine();
        await().until(() -> database.status().content().marks().equals(List.of(mark)));
        writeUntilGone(write(1));
        assertThat(restored("before-v42")).isEqualTo(content);
    }

    @Test
    void deletedMarkKeepsNothing() throws Exception {
        TxId txId = database.mark("before-v42").txId();
        assertThat(database.deleteMark("before-v42")).isTrue();
        assertThat(database.deleteMark("before-v42")).isFalse();
        assertThat(database.status().content().marks()).isEmpty();
        writeUntilGone(txId);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> restored("before-v42"))
                .withMessageContaining("no mark named before-v42");
    }

    @Test
    void nameIsTakenByOneStateOnly() throws Exception {
        Mark mark = database.mark("before-v42", "me", EngineKit.PATIENCE);
        assertThat(database.mark("before-v42", "you", EngineKit.PATIENCE)).isEqualTo(mark);
        write(1);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.mark("before-v42"))
                .withMessageContaining("the mark before-v42 exists");
        assertThat(database.status().content().marks()).containsExactly(mark);
    }

    @Test
    void nameThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> database.mark("../before"));
        assertThatIllegalArgumentException().isThrownBy(() -> database.deleteMark("a b"));
    }

    @Test
    void idleDatabaseWithMarksCausesNoRequest() throws Exception {
        Mark mark = database.mark("before-v42");
        await().until(() -> database.status().content().levels().stream()
                .anyMatch(level -> level.level() == 9 && level.last().equals(mark.txId())));
        await().during(TICK.multipliedBy(5)).until(() -> {
            boolean quiet = events.isEmpty();
            events.clear();
            return quiet;
        });
    }

    private Stream<StageError> failures(Stage stage) {
        return events.stream()
                .flatMap(event ->
                        event instanceof DatabaseEvent.Failed failed ? Stream.of(failed.error()) : Stream.empty())
                .filter(error -> error.stage() == stage);
    }

    @Test
    void nothingIsDeletedWhileMarksCannotBeRead() throws Exception {
        Mark mark = database.mark("before-v42");
        kit.stopEngine();
        Path object = kit.replica().resolve("marks/before-v42.json");
        byte[] content = Files.readAllBytes(object);
        Files.writeString(object, "?");
        database = startEngine();
        await().until(() -> failures(Stage.RETENTION)
                .anyMatch(error -> error.message().contains("marks/before-v42.json: not a mark")));
        events.clear();
        write(10);
        await().until(() -> events.stream()
                        .filter(DatabaseEvent.Compacted.class::isInstance)
                        .count()
                > 2);
        assertThat(events).doesNotHaveAnyElementsOfTypes(DatabaseEvent.Deleted.class);
        Files.write(object, content);
        await().until(() -> events.stream().anyMatch(DatabaseEvent.Deleted.class::isInstance));
        assertThat(isRestorable(mark.txId())).isTrue();
    }

    @Test
    void emptyReplicaHasNoMarks() throws IOException {
        try (EngineKit other = new EngineKit(Files.createDirectory(directory.resolve("other")))) {
            assertThat(other.open(options -> options).marks()).isEmpty();
        }
    }
}
