package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.client.HttpClientErrorException;

/** The story of the README: write notes, lose the database, start again. */
class SampleStoryTests {

    @TempDir
    Path directory;

    @Test
    void notesAreBackAfterTheDatabaseWasDeleted() throws IOException {
        List<Note> written;
        try (RunningSample sample = start()) {
            sample.add("milk");
            sample.add("bread");
            sample.delete(sample.add("wrong").id());
            written = sample.notes();
            assertThat(sample.sync()).hasSize(16);
        }
        assertThat(FileSystemUtils.deleteRecursively(directory.resolve("data"))).isTrue();
        try (RunningSample sample = start()) {
            assertThat(sample.notes()).isEqualTo(written).extracting(Note::text).containsExactly("bread", "milk");
            assertThat(sample.count()).isEqualTo(2);
        }
    }

    @Test
    void notesAreBackAfterTheDatabaseWasDeletedWithoutAnybodyAskingForASync() throws IOException {
        try (RunningSample sample = start()) {
            sample.add("milk");
        }
        assertThat(FileSystemUtils.deleteRecursively(directory.resolve("data"))).isTrue();
        try (RunningSample sample = start()) {
            assertThat(sample.notes()).extracting(Note::text).containsExactly("milk");
        }
    }

    @Test
    void aRestartGoesOnWithTheSameHistory() {
        String before;
        try (RunningSample sample = start()) {
            sample.add("milk");
            before = sample.sync();
        }
        try (RunningSample sample = start()) {
            sample.add("bread");
            assertThat(sample.sync()).isGreaterThan(before);
            assertThat(sample.count()).isEqualTo(2);
        }
    }

    @Test
    void theStateOfReplicationIsToBeSeen() {
        try (RunningSample sample = start()) {
            sample.add("milk");
            String txId = sample.sync();
            assertThat(sample.get("/actuator/litestream/dataSource"))
                    .contains("\"state\":\"replicating\"", "\"txid\":\"" + txId + "\"");
            assertThat(sample.get("/actuator/health")).contains("\"litestream\":{");
            assertThat(sample.get("/actuator/prometheus")).contains("litestream_lag_seconds{database=\"dataSource\"");
            assertThat(sample.get("/")).contains("<title>Notes</title>");
        }
    }

    @Test
    void badRequestsAreRefused() {
        try (RunningSample sample = start()) {
            assertThatExceptionOfType(HttpClientErrorException.BadRequest.class).isThrownBy(() -> sample.add(" "));
            assertThatExceptionOfType(HttpClientErrorException.BadRequest.class)
                    .isThrownBy(() -> sample.get("/notes?limit=0"));
            assertThatExceptionOfType(HttpClientErrorException.NotFound.class).isThrownBy(() -> sample.delete(1));
        }
    }

    private RunningSample start() {
        return new RunningSample(directory.resolve("data"), directory.resolve("replica"));
    }
}
