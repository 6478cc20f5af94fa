package io.litestream4j;

import io.litestream4j.io.FileSystemKind;
import io.litestream4j.io.LoadedLibraries;
import io.litestream4j.sqlite.SqliteVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at start for what is known to damage databases. */
final class EnvironmentCheck {

    private static final Logger log = LoggerFactory.getLogger(EnvironmentCheck.class);

    private EnvironmentCheck() {}

    /**
     * What was found around a database.
     *
     * @param version of the SQLite library
     * @param fileSystem what the database is on
     * @param libraries all SQLite libraries of the process
     */
    record Facts(SqliteVersion version, FileSystemKind fileSystem, SortedSet<String> libraries) {}

    /**
     * What follows from it.
     *
     * @param failures reasons not to replicate
     * @param warnings what is said
     */
    record Findings(List<String> failures, List<String> warnings) {}

    /**
     * Looks, and logs what is only to be warned about.
     *
     * @throws IOException if the database must not be replicated; says why, and what to do
     */
    static void require(DatabaseOptions options) throws IOException {
        Facts facts =
                new Facts(SqliteVersion.ofDriver(), FileSystemKind.of(options.path()), LoadedLibraries.named("sqlite"));
        Findings findings = judge(options.path(), options.hazards(), facts);
        findings.warnings().forEach(warning -> log.warn("Hazard database={}: {}", options.name(), warning));
        if (!findings.failures().isEmpty()) {
            throw new IOException(String.join("; ", findings.failures()));
        }
    }

    static Findings judge(Path database, HazardOptions hazards, Facts facts) {
        Findings findings = new Findings(new ArrayList<>(), new ArrayList<>());
        String name = String.valueOf(database.getFileName());
        if (name.isEmpty() || name.startsWith(":memory:")) {
            findings.failures().add("a database in memory, or a temporary one, has no file that could be replicated");
        }
        judge(facts.version(), hazards, findings);
        if (facts.fileSystem().isNetwork()) {
            add(
                    findings,
                    hazards.networkFileSystem(),
                    database + " is on a network file system ("
                            + facts.fileSystem().type()
                            + "), on which SQLite's WAL mode is not safe: move it to a local disk and have it restored from"
                            + " the replica where it is needed");
        }
        if (facts.libraries().size() > 1) {
            findings.warnings()
                    .add("there is more than one SQLite library in this process: " + facts.libraries()
                            + ". If two of them open one database, each drops the other's locks, and it gets damaged");
        }
        return findings;
    }

    private static void judge(SqliteVersion version, HazardOptions hazards, Findings findings) {
        if (!version.isNewEnough()) {
            findings.failures()
                    .add("SQLite " + version + " is too old: replication needs 3.51.3 or later; raise the version of"
                            + " org.xerial:sqlite-jdbc");
        } else if (version.hasWalResetBug()) {
            add(
                    findings,
                    hazards.walResetBug(),
                    "SQLite " + version
                            + " can damage databases in WAL mode when two connections checkpoint at the same"
                            + " moment; raise the version of org.xerial:sqlite-jdbc to 3.51.3 or later");
        }
    }

    private static void add(Findings findings, HazardMode mode, String text) {
        (mode == HazardMode.FAIL ? findings.failures() : findings.warnings()).add(text);
    }
}
