package io.litestream4j.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.status.Mark;
import io.litestream4j.testing.MemoryReplicaClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkStoreTests {

    private static final Instant TIME = Instant.parse("2026-11-27T22:00:00.5Z");
    private static final Mark MARK = new Mark("before-v42", new TxId(42), TIME, "host \"a\":7");

    private final SideObjects objects = new MemoryReplicaClient().sideObjects();
    private final MarkStore store = new MarkStore(objects);

    @Test
    void markIsOneObjectOfJson() throws IOException {
        store.create(MARK);
        assertThat(objects.list("")).containsExactly("marks/before-v42.json");
        assertThat(objects.get("marks/before-v42.json").map(object -> text(object)))
                .hasValue(
                        "{\"name\":\"before-v42\",\"txid\":\"000000000000002a\",\"time\":\"2026-11-27T22:00:00.500Z\","
                                + "\"creator\":\"host \\\"a\\\":7\"}");
    }

    private static String text(SideObject object) {
        return new String(object.content(), StandardCharsets.UTF_8);
    }

    @Test
    void marksAreListedInTheOrderOfTheirStates() throws IOException {
        Mark newer = new Mark("a", new TxId(43), TIME, "");
        store.create(newer);
        store.create(MARK);
        objects.create("marks/notes.txt", new byte[] {1});
        assertThat(store.list()).containsExactly(MARK, newer);
        assertThat(store.find("a")).hasValue(newer);
        assertThat(store.find("b")).isEmpty();
    }

    @Test
    void nameOfAnotherStateIsTaken() throws IOException {
        store.create(MARK);
        assertThatExceptionOfType(MarkExistsException.class)
                .isThrownBy(() -> store.create(new Mark("before-v42", new TxId(43), TIME, "me")))
                .withMessageContaining("TXID 000000000000002a")
                .withMessageContaining("host \"a\":7");
    }

    @Test
    void sameStateIsMarkedOnce() throws IOException {
        store.create(MARK);
        assertThat(store.create(new Mark("before-v42", new TxId(42), TIME.plusSeconds(1), "me")))
                .isEqualTo(MARK);
    }

    @Test
    void deletedMarkIsGoneAndAMissingOneIsFine() throws IOException {
        store.create(MARK);
        store.delete("before-v42");
        store.delete("before-v42");
        assertThat(store.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "{\"name\":\"x\",\"txid\":\"0000000000000000\",\"time\":\"2026-11-27T22:00:00Z\"}",
                "{\"name\":\"x\",\"txid\":\"2a\",\"time\":\"2026-11-27T22:00:00Z\"}",
                "{\"name\":\"x\",\"txid\":\"000000000000002a\",\"time\":\"today\"}",
                "{\"name\":\"y\",\"txid\":\"000000000000002a\",\"time\":\"2026-11-27T22:00:00Z\"}"
            })
    void objectThatIsNoMarkIsNotPassedOver(String text) throws IOException {
        objects.create("marks/x.json", text.getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(store::list)
                .withMessageStartingWith("marks/x.json: not a mark: ")
                .withMessageContaining("delete the object");
    }
}
