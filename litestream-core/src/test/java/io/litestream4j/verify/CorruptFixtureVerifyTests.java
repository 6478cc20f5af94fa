package io.litestream4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.ReplicaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier names what was done to each damaged replica, and nothing in the others. */
class CorruptFixtureVerifyTests {

    private static final Map<String, Set<Problem>> PROBLEMS = Map.ofEntries(
            Map.entry("truncated", Set.of(Problem.TRUNCATED)),
            Map.entry("bad-magic", Set.of(Problem.BAD_MAGIC)),
            Map.entry("bad-header", Set.of(Problem.BAD_HEADER)),
            Map.entry("bad-page", Set.of(Problem.BAD_PAGE)),
            Map.entry("bad-trailer", Set.of(Problem.BAD_TRAILER)),
            Map.entry("page-order", Set.of(Problem.PAGE_ORDER)),
            Map.entry("page-out-of-bounds", Set.of(Problem.PAGE_OUT_OF_BOUNDS)),
            Map.entry("incomplete-snapshot", Set.of(Problem.INCOMPLETE_SNAPSHOT)),
            Map.entry("txid-mismatch", Set.of(Problem.TXID_MISMATCH)),
            Map.entry("checksum-ok-index-wrong", Set.of(Problem.BAD_INDEX)),
            Map.entry("checksum-mismatch", Set.of(Problem.CHECKSUM_MISMATCH)),
            Map.entry("checksum-mismatch-or-decompress-error", Set.of(Problem.CHECKSUM_MISMATCH, Problem.BAD_PAGE)));

    @TempDir
    private Path directory;

    static Stream<String> damaged() throws IOException {
        return cases().filter(name -> PROBLEMS.containsKey(errorClass(name)))
                .filter(name -> !name.equals("header-page-size-other") && !name.startsWith("v03-"))
                // Named after damage that its bytes do not have: see the fixtures' README.
                .filter(name -> !name.equals("crafted-page-short"));
    }

    static Stream<String> sound() throws IOException {
        return Stream.concat(
                cases().filter(name -> errorClass(name).equals("none")).map(name -> "corrupt/" + name),
                Stream.of(
                        "legacy-lz4frame",
                        "meta-lost",
                        "ps4096-levels",
                        "ps512-shrink",
                        "ps65536-small",
                        "restart-gap",
                        "retention",
                        "wal-restarts",
                        "v03-generations",
                        "v03-then-v05"));
    }

    private static Stream<String> cases() throws IOException {
        try (Stream<Path> paths = Files.list(ReplicaFixture.resource("corrupt"))) {
            return paths
                    .filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String errorClass(String name) {
        return ReplicaFixture.manifest("corrupt/" + name).get("errorClass").asString();
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void damagedFileIsNamedWithItsProblem(String name) throws IOException {
        VerificationReport report = verify("corrupt/" + name, VerifyMode.FULL);
        assertThat(report.damage()).as(report.describe()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.DAMAGED_FILE);
            assertThat(PROBLEMS.get(errorClass(name))).contains(finding.problem());
            assertThat(finding.resource()).startsWith("level ");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gap", "gap-at-start", "gap-after-snapshot"})
    void missingFilesAreAGap(String name) throws IOException {
        for (VerifyMode mode : VerifyMode.values()) {
            VerificationReport report = verify("corrupt/" + name, mode);
            assertThat(report.damage())
                    .extracting(Finding::kind)
                    .as(report.describe())
                    .containsExactly(FindingKind.GAP);
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void soundReplicaIsSound(String name) throws IOException {
        for (VerifyMode mode : VerifyMode.values()) {
            VerificationReport report = verify(name, mode);
            assertThat(report.isSound()).as(report.describe()).isTrue();
            assertThat(report.isEmpty()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v03-missing-index", "v03-missing-segment", "v03-missing-snapshot"})
    void missingFilesOfAGenerationAreAGap(String name) throws IOException {
        VerificationReport report = verify("corrupt/" + name, VerifyMode.FULL);
        assertThat(report.damage())
                .extracting(Finding::kind)
                .as(report.describe())
                .isNotEmpty()
                .containsOnly(FindingKind.GAP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v03-bitflip-snapshot", "v03-truncated-segment"})
    void damagedFileOfAGenerationIsNamed(String name) throws IOException {
        VerificationReport report = verify("corrupt/" + name, VerifyMode.FULL);
        assertThat(report.damage())
                .as(report.describe())
                .hasSize(1)
                .allMatch(finding -> finding.kind() == FindingKind.DAMAGED_FILE)
                .allMatch(finding -> finding.resource().endsWith(".lz4"));
    }

    @Test
    void anotherPageSizeThanBeforeIsNamed() throws IOException {
        assertThat(verify("corrupt/header-page-size-other", VerifyMode.FULL).damage())
                .isNotEmpty();
    }

    @Test
    void otherFilesAreNotedAndNamed() throws IOException {
        VerificationReport report = verify("corrupt/foreign-files", VerifyMode.QUICK);
        assertThat(report.isSound()).isTrue();
        assertThat(report.findings()).allMatch(finding -> finding.kind() == FindingKind.FOREIGN);
        assertThat(report.findings())
                .extracting(Finding::resource)
                .contains("ltx/0/README", "ltx/0/0000000000000006-0000000000000006.ltx.tmp");
    }

    private VerificationReport verify(String name, VerifyMode mode) throws IOException {
        Path place = Files.createTempDirectory(directory, "case");
        ReplicaFixture fixture = ReplicaFixture.copy(name, place);
        SortedMap<String, String> before = fixture.content();
        try (ReplicaClient client = fixture.client()) {
            VerificationReport report = Verifications.run(client, mode);
            assertThat(fixture.content()).isEqualTo(before);
            return report;
        }
    }
}
