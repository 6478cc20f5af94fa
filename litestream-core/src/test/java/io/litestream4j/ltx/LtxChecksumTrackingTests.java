package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files that carry checksums of the database, which Litestream's library can write, but Litestream never does. */
class LtxChecksumTrackingTests {

    private static final LtxFixture FIXTURE = LtxFixture.load("checksums-on");
    private static final String FIRST = "ltx/0/0000000000000001-0000000000000001.ltx";
    private static final String SECOND = "ltx/0/0000000000000002-0000000000000002.ltx";

    @Test
    void eachFileStartsWhereTheOneBeforeItEnds() throws Exception {
        try (LtxReader first = FIXTURE.file(FIRST).open();
                LtxReader second = FIXTURE.file(SECOND).open()) {
            assertThat(second.header().preApplyChecksum())
                    .isEqualTo(first.finish().postApplyChecksum());
        }
    }

    @Test
    void postApplyChecksumOfASnapshotHasToBeThatOfItsPages() throws Exception {
        assertThat(verifyWithPostApply(FIRST, 0x8000000000000001L)).isEqualTo(Problem.CHECKSUM_MISMATCH);
    }

    @Test
    void postApplyChecksumNeedsItsFlag() throws Exception {
        assertThat(verifyWithPostApply(FIRST, 0)).isEqualTo(Problem.BAD_TRAILER);
        assertThat(verifyWithPostApply(SECOND, 1)).isEqualTo(Problem.BAD_TRAILER);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void mergedPagesAreTheDatabaseThatTheLastChecksumStates(int count) throws Exception {
        DatabaseChecksum checksum = new DatabaseChecksum();
        MessageDigest database = MessageDigest.getInstance("SHA-256");
        List<LtxReader> readers = open(FIXTURE.files().subList(0, count));
        try (LtxMerger merger = new LtxMerger(readers)) {
            while (merger.nextPage()) {
                checksum.toggle(merger.pageNumber(), merger.page());
                database.update(merger.page());
            }
            merger.finish();
            assertThat(checksum.value())
                    .isEqualTo(readers.get(count - 1).finish().postApplyChecksum());
        }
        JsonNode expected = FIXTURE.manifest().get("expectedStates").get(count - 1);
        assertThat(Hex.text(database.digest())).isEqualTo(expected.get("sha256").asString());
    }

    private static List<LtxReader> open(List<LtxFixture.File> files) throws IOException {
        List<LtxReader> readers = new ArrayList<>();
        for (LtxFixture.File file : files) {
            readers.add(file.open());
        }
        return readers;
    }

    /** Verifies a file that has another post-apply checksum, but the right file checksum. */
    private static Problem verifyWithPostApply(String path, long checksum) throws Exception {
        LtxFixture.File file = FIXTURE.file(path);
        byte[] bytes = LtxFiles.withPostApplyChecksum(file.bytes(), checksum);
        LtxVerification result =
                LtxVerifier.verify(file.ltxName().orElseThrow(), new ByteArrayInputStream(bytes), path);
        return ((LtxVerification.Damaged) result).problem().problem();
    }
}
