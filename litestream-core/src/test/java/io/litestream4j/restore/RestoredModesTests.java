package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use a restored database. */
@DisabledOnOs(OS.WINDOWS)
class RestoredModesTests {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();

    @TempDir
    private Path directory;

    private ReplicaFixture fixture;
    private ReplicaClient client;
    private Path home;
    private Path database;

    @BeforeEach
    void copyFixture() throws IOException {
        use("restart-gap");
        home = Files.createDirectory(directory.resolve("app"));
        database = home.resolve("app.db");
    }

    @AfterEach
    void closeClient() throws IOException {
        client.close();
    }

    private void use(String name) throws IOException {
        fixture = ReplicaFixture.copy(name, directory);
        client = fixture.client();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void writeExisting(String mode) throws IOException {
        Restores.run(client, database, LATEST);
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString(mode));
    }

    @Test
    void databaseThatWasMissingHasTheModeThatSqliteGivesToNewOnes() throws Exception {
        Restores.run(client, database, LATEST);
        TestDatabase made = TestDatabase.create(home.resolve("made.db"), 4096);
        assertThat(mode(database)).isEqualTo(mode(made.path()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw----", "rw-rw-rw-"})
    void databaseThatIsReplacedKeepsItsMode(String mode) throws IOException {
        writeExisting(mode);
        Restores.run(client, Restores.request(database, RestorePolicy.ALWAYS, LATEST));
        assertThat(Restores.names(home)).hasSize(3).first().isEqualTo("app.db");
        assertThat(mode(database)).isEqualTo(mode);
        assertThat(mode(home.resolve(Restores.names(home).get(1)))).isEqualTo(mode);
    }

    @Test
    void databaseThatItsOwnerCouldNotWriteCanBeRestoredAllTheSame() throws IOException {
        writeExisting("r--r-----");
        Restores.run(client, Restores.request(database, RestorePolicy.ALWAYS, LATEST));
        assertThat(mode(database)).isEqualTo("rw-r-----");
    }

    @Test
    void privateDatabaseIsPrivateWhileItIsWritten() throws IOException {
        writeExisting("rw-------");
        List<String> seen = new CopyOnWriteArrayList<>();
        ReplicaClient flaky = new FlakyReplicaClient(client, 0, 2000);
        Pause look = duration -> seen.addAll(modesOfUnfinished());
        Restores.run(flaky, () -> Restores.NOW, look, Restores.request(database, RestorePolicy.ALWAYS, LATEST));
        assertThat(seen).isNotEmpty().containsOnly("rw-------");
    }

    private List<String> modesOfUnfinished() {
        try {
            return Restores.names(home).stream()
                    .filter(name -> name.endsWith(".restoring"))
                    .map(name -> modeNow(home.resolve(name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String modeNow(Path file) {
        try {
            return mode(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
