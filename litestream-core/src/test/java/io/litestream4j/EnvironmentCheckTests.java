package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.FileSystemKind;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.sqlite.SqliteVersion;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQLite facts checked at start; the version gate is the row of the WAL-reset bug. */
class EnvironmentCheckTests {

    private static final Path DATABASE = Path.of("/data/app.db");
    private static final SqliteVersion SOUND = new SqliteVersion(3, 54, 1);
    private static final FileSystemKind LOCAL = new FileSystemKind("ext4");

    private static EnvironmentCheck.Findings judge(
            HazardOptions hazards, SqliteVersion version, FileSystemKind fileSystem, String... libraries) {
        return EnvironmentCheck.judge(
                DATABASE, hazards, new EnvironmentCheck.Facts(version, fileSystem, new TreeSet<>(Set.of(libraries))));
    }

    @Test
    void soundEnvironmentIsNotMentioned() {
        EnvironmentCheck.Findings findings = judge(HazardOptions.DEFAULTS, SOUND, LOCAL, "/tmp/libsqlitejdbc.so");
        assertThat(findings.failures()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void walResetBugFailsTheStartOrIsWarnedAbout() {
        SqliteVersion version = new SqliteVersion(3, 51, 2);
        assertThat(judge(HazardOptions.DEFAULTS, version, LOCAL).failures())
                .singleElement()
                .asString()
                .contains("3.51.2 can damage databases", "3.51.3 or later");
        HazardOptions warn = new HazardOptions(HazardMode.WARN, HazardMode.WARN);
        assertThat(judge(warn, version, LOCAL).failures()).isEmpty();
        assertThat(judge(warn, version, LOCAL).warnings()).hasSize(1);
    }

    @Test
    void oldLibraryFailsTheStartWhateverIsSet() {
        HazardOptions warn = new HazardOptions(HazardMode.WARN, HazardMode.WARN);
        assertThat(judge(warn, new SqliteVersion(3, 50, 7), LOCAL).failures())
                .singleElement()
                .asString()
                .contains("3.50.7 is too old", "org.xerial:sqlite-jdbc");
    }

    @ParameterizedTest
    @CsvSource({"nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.s3fs"})
    void networkFileSystemIsWarnedAboutOrFailsTheStart(String type) {
        FileSystemKind network = new FileSystemKind(type);
        assertThat(judge(HazardOptions.DEFAULTS, SOUND, network).warnings())
                .singleElement()
                .asString()
                .contains("/data/app.db is on a network file system (" + type + ")");
        HazardOptions fail = new HazardOptions(HazardMode.FAIL, HazardMode.FAIL);
        assertThat(judge(fail, SOUND, network).failures()).hasSize(1);
    }

    @Test
    void secondLibraryIsWarnedAbout() {
        assertThat(judge(HazardOptions.DEFAULTS, SOUND, LOCAL, "/tmp/a-libsqlitejdbc.so", "/usr/lib/libsqlite3.so.0")
                        .warnings())
                .singleElement()
                .asString()
                .contains("/tmp/a-libsqlitejdbc.so", "/usr/lib/libsqlite3.so.0", "drops the other's locks");
    }

    @Test
    void databaseInMemoryIsRefused() {
        try (Litestream litestream = new Litestream()) {
            LitestreamDatabase database =
                    litestream.open(DatabaseOptions.builder(Path.of(":memory:"), ReplicaUrl.parse("file:///nowhere"))
                            .build());
            assertThatExceptionOfType(LitestreamException.class)
                    .isThrownBy(database::start)
                    .withMessageContaining("a database in memory, or a temporary one, has no file");
        }
    }
}
