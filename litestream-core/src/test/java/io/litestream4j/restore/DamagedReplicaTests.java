package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.RestoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Damage is refused with its class, or does no harm; and nothing is left at the target, nor changed in the replica. */
class DamagedReplicaTests {

    private static final String NONE = "none";

    private static final Map<String, Set<Problem>> PROBLEMS = Map.ofEntries(
            Map.entry("truncated", Set.of(Problem.TRUNCATED)),
            Map.entry("bad-magic", Set.of(Problem.BAD_MAGIC)),
            // A false page size may show first in the pages.
            Map.entry("bad-header", Set.of(Problem.BAD_HEADER, Problem.BAD_PAGE)),
            Map.entry("bad-page", Set.of(Problem.BAD_PAGE)),
            Map.entry("bad-trailer", Set.of(Problem.BAD_TRAILER)),
            Map.entry("page-order", Set.of(Problem.PAGE_ORDER)),
            Map.entry("page-out-of-bounds", Set.of(Problem.PAGE_OUT_OF_BOUNDS)),
            Map.entry("incomplete-snapshot", Set.of(Problem.INCOMPLETE_SNAPSHOT)),
            Map.entry("txid-mismatch", Set.of(Problem.TXID_MISMATCH)),
            Map.entry("checksum-ok-index-wrong", Set.of(Problem.BAD_INDEX)),
            Map.entry("checksum-mismatch", Set.of(Problem.CHECKSUM_MISMATCH, Problem.BAD_INDEX, Problem.BAD_TRAILER)),
            Map.entry("checksum-mismatch-or-decompress-error", Set.of(Problem.CHECKSUM_MISMATCH, Problem.BAD_PAGE)));

    @TempDir
    private Path directory;

    static Stream<String> cases() throws IOException {
        return Restores.names(ReplicaFixture.resource("corrupt")).stream()
                .filter(name -> !name.startsWith("v03-") && !name.equals("SUMMARY.json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedWithItsClassOrRestoresTheRightBytes(String name) throws IOException {
        ReplicaFixture fixture = ReplicaFixture.copy("corrupt/" + name, directory);
        SortedMap<String, String> before = fixture.content();
        for (JsonNode point : fixture.manifest().get("restorePoints")) {
            Path home = Files.createTempDirectory(directory, "app");
            IOException failure = restore(fixture, point, home.resolve("app.db"));
            if (failure == null) {
                assertThat(Sha256.of(home.resolve("app.db")))
                        .isEqualTo(point.get("sha256").asString());
                assertThat(Restores.names(home)).isSubsetOf("app.db", "meta");
            } else {
                checkFailure(fixture.manifest().get("errorClass").asString(), point, failure);
                assertThat(home).isEmptyDirectory();
            }
        }
        assertThat(fixture.content()).isEqualTo(before);
    }

    private static @Nullable IOException restore(ReplicaFixture fixture, JsonNode point, Path database)
            throws IOException {
        try (ReplicaClient client = fixture.client()) {
            Restores.run(client, database, ReplicaFixture.target(point));
            return null;
        } catch (CorruptDataException | RestoreException e) {
            return e;
        }
    }

    private static void checkFailure(String errorClass, JsonNode point, IOException failure) {
        if (errorClass.equals(NONE)) {
            assertThat(point.get("ok").asBoolean()).as("%s", failure).isFalse();
        } else if (failure instanceof CorruptDataException corrupt) {
            assertThat(PROBLEMS.get(errorClass)).contains(corrupt.problem());
        } else {
            assertThat(point.get("ok").asBoolean()).as("%s", failure).isFalse();
            assertThat(((RestoreException) failure).reason())
                    .isIn(Reason.GAP, Reason.TXID_NOT_AVAILABLE, Reason.TIMESTAMP_NOT_AVAILABLE);
            boolean latest = point.get("kind").asString().equals("latest");
            assertThat(((RestoreException) failure).reason() == Reason.GAP || !latest)
                    .isTrue();
        }
    }
}
