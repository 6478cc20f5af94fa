package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.OnFenced;
import io.litestream4j.boot.FixedDatabase;
import io.litestream4j.boot.jdbc.LitestreamDataSource;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests for {@link FencedReaction}. */
class FencedReactionTests {

    @TempDir
    Path directory;

    private final GenericApplicationContext context = new GenericApplicationContext();

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private LitestreamDataSource dataSource;

    @BeforeEach
    void start() {
        context.refresh();
        Path file = directory.resolve("notes.db");
        dataSource =
                new LitestreamDataSource(new DriverManagerDataSource("jdbc:sqlite:" + file), file, () -> {}, () -> {});
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void theApplicationGoesOn() {
        fence(OnFenced.CONTINUE);
        assertThatCode(this::write).doesNotThrowAnyException();
        assertThat(context.isActive()).isTrue();
    }

    @Test
    void writesAreRefusedWithTheReason() {
        fence(OnFenced.READ_ONLY);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(this::write)
                .withMessageContaining("read-only: taken over");
        assertThat(context.isActive()).isTrue();
    }

    @Test
    void theApplicationEndsWithAnExitCode() throws Exception {
        fence(OnFenced.SHUTDOWN);
        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(FencedReaction.EXIT_CODE);
        assertThat(context.isActive()).isFalse();
    }

    @Test
    void aDatabaseThatIsFencedAlreadyIsReactedTo() {
        new FencedReaction(context, exit::complete)
                .watch(
                        FixedDatabase.lagging(DatabaseState.FENCED, Duration.ZERO, null)
                                .with(OnFenced.READ_ONLY),
                        dataSource);
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(this::write);
    }

    private void fence(OnFenced onFenced) {
        FixedDatabase database = FixedDatabase.lagging(DatabaseState.REPLICATING, Duration.ZERO, null)
                .with(onFenced);
        new FencedReaction(context, exit::complete).watch(database, dataSource);
        database.listeners().forEach(listener -> listener.onEvent(new DatabaseEvent.Fenced("notes", "taken over")));
    }

    private void write() {
        new JdbcTemplate(dataSource).execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)");
    }
}
