package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestDatabase;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Collation;
import tools.jackson.databind.JsonNode;

class LitestreamCliTests {

    private static final String LEVELS = "ps4096-levels";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ps4096-levels", "ps65536-small", "corrupt/control"})
    void restoredFileIsTheOneOfTheManifest(String fixture) throws IOException {
        Path file = directory.resolve("app.db");
        CliRun run = CliRun.of("restore", "-o", file.toString(), "--integrity-check=full", Fixtures.replica(fixture));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("restored " + file);
        assertThat(Fixtures.sha256(file)).isEqualTo(Fixtures.newest(fixture));
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void restoreSaysWhatItReachedAsJson() {
        String file = directory.resolve("app.db").toString();
        CliRun run = CliRun.of("restore", "--json", "-o", file, "--txid=2", Fixtures.replica(LEVELS));
        JsonNode json = run.json();
        assertThat(json.get("txid").asString()).isEqualTo("0000000000000002");
        assertThat(json.get("path").asString()).isEqualTo(file);
        assertThat(json.get("bytes").asLong()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.db", "app.db-wal"})
    void whatExistsStaysAsItIs(String name) throws IOException {
        Path taken = Files.writeString(directory.resolve(name), "mine");
        CliRun run = CliRun.of("restore", "-o", directory.resolve("app.db").toString(), Fixtures.replica(LEVELS));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(name + " exists").hasLineCount(1);
        assertThat(taken).hasContent("mine");
        assertThat(directory).isDirectoryContaining(path -> path.equals(taken));
    }

    @ParameterizedTest
    @CsvSource({
        "corrupt/gap,                   gap,               5",
        "corrupt/page-payload-bitflip,  checksum-mismatch, 5",
        "corrupt/name-range-hides-gap,  txid-mismatch,     5",
    })
    void damageHasAnExitCodeAndLeavesNothing(String fixture, String error, int exitCode) {
        CliRun run =
                CliRun.of("restore", "--json", "-o", directory.resolve("app.db").toString(), Fixtures.replica(fixture));
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.json().get("error").asString()).isEqualTo(error);
        assertThat(run.json().get("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(run.err()).startsWith("litestream: ").hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }

    /** It needs a collation of the application that wrote it. */
    @Test
    void databaseThatCannotBeCheckedIsNotDamaged() throws SQLException {
        String replica = replicateWithCollation();
        String out = directory.resolve("restored/app.db").toString();
        CliRun run = CliRun.of("restore", "-o", out, replica);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("cannot be checked", "reversed", "--integrity-check=none")
                .hasLineCount(1);
        assertThat(directory.resolve("restored")).isEmptyDirectory();
        CliRun unchecked = CliRun.of("restore", "-o", out, "--integrity-check=none", replica);
        assertThat(unchecked.exitCode()).as(unchecked.err()).isEqualTo(ExitCode.OK);
    }

    private String replicateWithCollation() throws SQLException {
        Path file = directory.resolve("app.db");
        Path replica = directory.resolve("replica");
        TestDatabase.create(file, 4096);
        try (Connection connection = new TestDatabase(file).open();
                Litestream litestream = new Litestream()) {
            Collation.create(connection, "reversed", new Collation() {
                @Override
                protected int xCompare(String one, String other) {
                    return other.compareTo(one);
                }
            });
            TestDatabase.execute(connection, "CREATE TABLE own(a TEXT COLLATE reversed UNIQUE)");
            litestream
                    .open(DatabaseOptions.builder(file, new ReplicaUrl(replica.toUri()))
                            .build())
                    .start();
        }
        return replica.toString();
    }

    @Test
    void pointThatIsNotThereIsNotFound() {
        CliRun run = CliRun.of("plan", "--txid=ff", Fixtures.replica(LEVELS));
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.err()).contains("00000000000000ff").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void markThatIsNotThereIsNotFound() {
        CliRun run = CliRun.of("plan", "--mark=before-v42", Fixtures.replica(LEVELS));
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.err()).contains("before-v42").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"k\",\"txid\":\"00000000000000ff\",\"time\":\"2026-11-27T22:00:00Z\"} | txid-not-available | 3",
                "{\"name\":\"k\",\"txid\":\"0000000000000000\",\"time\":\"2026-11-27T22:00:00Z\"} | bad-mark | 5",
                "rubbish | bad-mark | 5"
            })
    void markThatLeadsToNoStateIsNamed(String mark, String error, int exitCode) throws IOException {
        ReplicaOptions replica = ReplicaOptions.of(new ReplicaUrl(directory.toUri()));
        Fixtures.copy(LEVELS, replica);
        try (ReplicaClient client = ReplicaClients.create(replica)) {
            client.sideObjects().create("marks/k.json", mark.getBytes(StandardCharsets.UTF_8));
        }
        CliRun run = CliRun.of("plan", "--json", "--mark=k", directory.toString());
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.json().get("error").asString()).isEqualTo(error);
        assertThat(run.err()).containsPattern("mark k |marks/k.json").hasLineCount(1);
    }

    @Test
    void replicaWithoutFilesIsNotFound() {
        assertThat(CliRun.of("plan", directory.toString()).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(CliRun.of("verify", directory.toString()).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void storeThatIsNotThereIsUnavailable() throws IOException {
        String url = "webdav://127.0.0.1:" + TestServer.freePort() + "/app";
        CliRun run = CliRun.of("plan", url, "--option", "max-attempts=1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(run.err()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restore file:///x                                | --output",
                "plan                                             | --config",
                "plan file:///x --config y                        | --config",
                "plan file:///x --txid=1 --timestamp=2026-01-01T00:00:00Z | mutually exclusive",
                "plan file:///x --timestamp yesterday             | 2026-11-20T12:00:00Z",
                "plan file:///x --option regoin=eu                | region",
                "plan ftp://x/y                                   | s3",
                "plan --config nothing.yml                        | nothing.yml",
                "ltx file:///x --dump 3.ltx                       | LEVEL/NAME",
                "plan file:///x --txid=0                          | a TXID is 1 or more, not 0",
                "plan file:///x --txid=                           | --txid is empty",
                "plan file:///x --txid=0x5                        | 0x5' is not a TXID: expected up to 16 hex digits",
                "restore file:///x -o /                           | / exists",
                "restore file:///x -o y --parallelism=0           | parallelism must be at least 1, not 0",
                "verify file:///x --parallelism=-1                | parallelism must be at least 1, not -1",
                "ltx file:///x --level=10                         | there is no level 10: expected 0 to 9",
                "ltx file:///x --level=-1                         | there is no level -1: expected 0 to 9",
                "bury file:///x                                   | bury",
            })
    void mistakesOfTheCommandLineAreNamed(String arguments, String named) {
        CliRun run = CliRun.of(arguments.trim().split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(named).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restore --json file:///x                             | --output",
                "plan file:///x --json --no-such-option               | --no-such-option",
                "restore file:///x -o y --parallelism=many --json     | many",
                "restore file:///x -o y --integrity-check=some --json | some",
                "ltx file:///x --level=top --json                     | top",
                "plan file:///x --option region --json                | region",
                "plan file:///x --txid --json                         | --txid",
                "bury file:///x --json                                | bury",
            })
    void mistakesOfTheCommandLineAreToldToScripts(String arguments, String named) {
        CliRun run = CliRun.of(arguments.trim().split(" +"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.json().get("error").asString()).isEqualTo("usage");
        assertThat(run.json().get("exitCode").asInt()).isEqualTo(ExitCode.USAGE);
        assertThat(run.json().get("message").asString()).contains(named, "--help");
        assertThat(run.err()).contains(named).hasLineCount(1);
    }

    @Test
    void stackTraceIsShownWhenAskedFor() {
        assertThat(CliRun.of("plan", "--stacktrace", directory.toString()).err())
                .contains("\tat io.litestream4j");
    }

    @Test
    void planNamesFilesAndResult() {
        JsonNode plan = CliRun.of("plan", "--json", "--txid=5", Fixtures.replica(LEVELS))
                .json();
        assertThat(plan.get("txid").asString()).isEqualTo("0000000000000005");
        JsonNode listed = CliRun.of("ltx", "--json", Fixtures.replica(LEVELS)).json();
        assertThat(plan.get("files")).isNotEmpty().allSatisfy(file -> assertThat(listed.get("files"))
                .contains(file));
        assertThat(plan.get("files").get(0).propertyNames())
                .containsExactly("level", "name", "minTxid", "maxTxid", "size", "time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "file://"})
    void directoryIsAPathOrAUrl(String scheme) {
        JsonNode plan =
                CliRun.of("plan", "--json", scheme + Fixtures.replica(LEVELS)).json();
        assertThat(plan.get("replica").asString()).startsWith("file://" + Fixtures.replica(LEVELS));
    }

    @Test
    void planOfAnOldBackupNamesItsObjects() {
        JsonNode plan =
                CliRun.of("plan", "--json", Fixtures.replica("v03-generations")).json();
        assertThat(plan.get("files").get(0).propertyNames()).containsExactly("name", "size", "time");
    }

    @Test
    void fileThatIsNotInTheReplicaIsMissing() {
        String place = "0/00000000000000ff-00000000000000ff.ltx";
        CliRun run = CliRun.of("ltx", "--json", "--dump", place, Fixtures.replica(LEVELS));
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.json().get("error").asString()).isEqualTo("file-missing");
        assertThat(run.err()).contains(place).hasLineCount(1);
    }

    @Test
    void filesAreListedAndShown() {
        JsonNode files = CliRun.of("ltx", "--json", "--level=9", Fixtures.replica(LEVELS))
                .json()
                .get("files");
        assertThat(files).hasSize(3);
        String place = "9/" + files.get(0).get("name").asString();
        JsonNode file = CliRun.of("ltx", "--json", "--dump", place, Fixtures.replica(LEVELS))
                .json();
        assertThat(file.get("header").get("pageSize").asInt()).isEqualTo(4096);
        assertThat(file.get("pages")).hasSize(file.get("header").get("commit").asInt());
        assertThat(file.get("pages").get(0).get("offset").asInt()).isEqualTo(100);
        assertThat(CliRun.of("ltx", "--dump", place, Fixtures.replica(LEVELS)).out())
                .contains("commit: ", "fileChecksum: ", "page 1 at 100, ");
    }

    @Test
    void verifyTellsSoundFromDamaged() {
        CliRun sound = CliRun.of("verify", "--json", Fixtures.replica(LEVELS));
        assertThat(sound.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(sound.json().get("sound").asBoolean()).isTrue();
        CliRun damaged = CliRun.of("verify", "--json", Fixtures.replica("corrupt/index-bitflip"));
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.DAMAGED);
        assertThat(damaged.json().get("findings").get(0).get("problem").asString())
                .isEqualTo("checksum-mismatch");
        assertThat(damaged.json().get("restorable")).isNotEmpty();
        assertThat(damaged.json().get("message").asString()).contains("is damaged: ");
    }

    @ParameterizedTest
    @CsvSource({
        "verify, none,                   no-backup,    3",
        "verify, corrupt/index-bitflip,  damaged,      5",
        "ltx,    none,                   file-missing, 3",
    })
    void resultThatIsAFailureSaysSo(String command, String fixture, String error, int exitCode) {
        String replica = fixture.equals("none") ? directory.toString() : Fixtures.replica(fixture);
        CliRun run = CliRun.of(command, "--json", replica);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        JsonNode json = run.json();
        assertThat(json.get("error").asString()).isEqualTo(error);
        assertThat(json.get("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(json.get("message").asString()).contains("file:///");
        assertThat(json.path("sound").asBoolean(false)).isFalse();
        assertThat(run.err()).startsWith("litestream: the replica ").hasLineCount(1);
    }

    @Test
    void progressIsALineEveryNowAndThenOrABar() {
        assertThat(CliRun.of("verify", "--progress=none", Fixtures.replica(LEVELS))
                        .err())
                .isEmpty();
        assertThat(CliRun.of("verify", "--progress=bar", Fixtures.replica(LEVELS))
                        .err())
                .contains("\r\u001b[Kverifying [", "100%", "MiB/s", "left");
    }
}
