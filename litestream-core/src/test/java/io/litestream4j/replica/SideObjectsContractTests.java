package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the side objects of every store have to do; the numbers are those in the contract of {@link SideObjects}. */
public abstract class SideObjectsContractTests {

    private static final String NAME = "lock.json";

    /** The client whose side objects are tested. */
    protected ReplicaClient client;

    private SideObjects objects;

    /** Makes a client for an empty replica, whose prefix does not exist yet where the store has such a thing. */
    protected abstract ReplicaClient createClient() throws IOException;

    @BeforeEach
    void openClient() throws IOException {
        client = createClient();
        objects = client.sideObjects();
    }

    @AfterEach
    void closeClient() throws IOException {
        client.close();
    }

    @Test
    void getOfAMissingObjectIsEmpty() throws IOException {
        assertThat(objects.get(NAME)).isEmpty();
    }

    @Test
    void contract1WhatWasCreatedIsRead() throws IOException {
        SideObject created = objects.create(NAME, bytes("one"));
        assertThat(objects.get(NAME)).contains(created);
        assertThat(created.content()).isEqualTo(bytes("one"));
    }

    @Test
    void contract1WhatWasReplacedIsReadUnderANewVersion() throws IOException {
        SideObject created = objects.create(NAME, bytes("one"));
        SideObject replaced = objects.replace(created, bytes("two"));
        assertThat(objects.get(NAME)).contains(replaced);
        assertThat(replaced.version()).isNotEqualTo(created.version());
    }

    @Test
    void contract2CreateWhenNameIsTakenIsAConflict() throws IOException {
        objects.create(NAME, bytes("one"));
        assertConflict(() -> objects.create(NAME, bytes("two")));
        assertThat(objects.get(NAME).orElseThrow().content()).isEqualTo(bytes("one"));
    }

    @Test
    void contract2ReplaceOfAnOlderVersionIsAConflict() throws IOException {
        SideObject first = objects.create(NAME, bytes("one"));
        SideObject second = objects.replace(first, bytes("two"));
        assertConflict(() -> objects.replace(first, bytes("three")));
        assertThat(objects.get(NAME)).contains(second);
    }

    @Test
    void contract2ReplaceOfADeletedObjectIsAConflict() throws IOException {
        SideObject first = objects.create(NAME, bytes("one"));
        objects.delete(NAME);
        assertConflict(() -> objects.replace(first, bytes("two")));
        assertThat(objects.get(NAME)).isEmpty();
    }

    @Test
    void contract2OfEightWhoCreateExactlyOneSucceeds() throws Exception {
        assertOneWinner(content -> objects.create(NAME, content));
    }

    @Test
    void contract2OfEightWhoReplaceOneVersionExactlyOneSucceeds() throws Exception {
        SideObject first = objects.create(NAME, bytes("first"));
        assertOneWinner(content -> objects.replace(first, content));
    }

    @Test
    void contract3NamesMayHaveSeveralParts() throws IOException {
        SideObject created = objects.create("marks/before-v42.json", bytes("one"));
        assertThat(objects.get("marks/before-v42.json")).contains(created);
        objects.delete("marks/before-v42.json");
        assertThat(objects.get("marks/before-v42.json")).isEmpty();
    }

    @Test
    void listGivesTheNamesThatBeginWithAPrefixInOrder() throws IOException {
        objects.create("marks/b.json", bytes("b"));
        objects.create("marks/a.json", bytes("a"));
        objects.create(NAME, bytes("x"));
        assertThat(objects.list("marks/")).containsExactly("marks/a.json", "marks/b.json");
        assertThat(objects.list("nothing/")).isEmpty();
    }

    @Test
    void deleteOfAMissingObjectIsFine() {
        assertThatNoException().isThrownBy(() -> objects.delete(NAME));
    }

    @Test
    void anObjectOfTheLargestSizeIsKept() throws IOException {
        byte[] content = new byte[SideObjects.MAX_SIZE];
        objects.create(NAME, content);
        assertThat(objects.get(NAME).orElseThrow().content()).isEqualTo(content);
    }

    private void assertOneWinner(Write write) throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] content = bytes("writer " + i);
            writers.add(() -> tryWrite(write, content));
        }
        List<Boolean> wins = atTheSameTime(writers);
        assertThat(wins).containsOnlyOnce(true);
        assertThat(objects.get(NAME).orElseThrow().content()).isEqualTo(bytes("writer " + wins.indexOf(true)));
    }

    private static boolean tryWrite(Write write, byte[] content) throws IOException {
        try {
            write.write(content);
            return true;
        } catch (SideObjectConflictException e) {
            return false;
        }
    }

    private static List<Boolean> atTheSameTime(List<Callable<Boolean>> writers) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(writers.size());
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> future : executor.invokeAll(writers)) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatExceptionOfType(SideObjectConflictException.class)
                .isThrownBy(call)
                .withMessageContaining(NAME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Write {
        void write(byte[] content) throws IOException;
    }
}
