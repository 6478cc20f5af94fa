package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException.Problem;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

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

    /** Verifies a file that has another post-apply checksum, but the right file checksum. */
    private static Problem verifyWithPostApply(String path, long checksum) throws Exception {
        LtxFixture.File file = FIXTURE.file(path);
        byte[] bytes = LtxFiles.withPostApplyChecksum(file.bytes(), checksum);
        LtxVerification result =
                LtxVerifier.verify(file.ltxName().orElseThrow(), new ByteArrayInputStream(bytes), path);
        return ((LtxVerification.Damaged) result).problem().problem();
    }
}
