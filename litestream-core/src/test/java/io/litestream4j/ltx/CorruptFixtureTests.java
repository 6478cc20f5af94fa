package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** I12: each damaged file is refused for the right reason, and nothing else is. */
class CorruptFixtureTests {

    private static final Map<String, Set<Problem>> PROBLEMS = Map.ofEntries(
            entry("truncated", EnumSet.of(Problem.TRUNCATED)),
            entry("bad-magic", EnumSet.of(Problem.BAD_MAGIC)),
            entry("bad-header", EnumSet.of(Problem.BAD_HEADER)),
            entry("checksum-mismatch", EnumSet.of(Problem.CHECKSUM_MISMATCH)),
            entry("checksum-mismatch-or-decompress-error", EnumSet.of(Problem.CHECKSUM_MISMATCH, Problem.BAD_PAGE)),
            entry("bad-page", EnumSet.of(Problem.BAD_PAGE)),
            entry("page-order", EnumSet.of(Problem.PAGE_ORDER)),
            entry("page-out-of-bounds", EnumSet.of(Problem.PAGE_OUT_OF_BOUNDS)),
            entry("incomplete-snapshot", EnumSet.of(Problem.INCOMPLETE_SNAPSHOT)),
            entry("checksum-ok-index-wrong", EnumSet.of(Problem.BAD_INDEX)),
            entry("bad-trailer", EnumSet.of(Problem.BAD_TRAILER)),
            entry("txid-mismatch", EnumSet.of(Problem.TXID_MISMATCH)));

    static Stream<LtxFixture> damaged() {
        return Stream.of(
                        "bad-magic",
                        "crafted-filesum-without-flag",
                        "crafted-incremental-duplicate",
                        "crafted-incremental-unordered",
                        "crafted-index-empty",
                        "crafted-index-lies",
                        "crafted-legacy-frame-no-content-checksum",
                        "crafted-post-checksum-with-flag",
                        "crafted-snapshot-extra-page",
                        "crafted-snapshot-missing-last",
                        "crafted-snapshot-missing-page",
                        "header-commit-bitflip",
                        "header-flag-bit0",
                        "header-flag-unknown",
                        "header-min-gt-max",
                        "header-min-zero",
                        "header-nochecksum-cleared",
                        "header-page-size",
                        "header-reserved-bitflip",
                        "header-timestamp-bitflip",
                        "header-wal-offset-zero",
                        "index-bitflip",
                        "index-size-bitflip",
                        "name-header-duplicate",
                        "name-range-hides-gap",
                        "name-range-too-wide",
                        "page-flags-unknown",
                        "page-number-zero-with-flags",
                        "page-payload-bitflip",
                        "page-payload-bitflip-snapshot",
                        "page-size-field-huge",
                        "page-size-field-zero",
                        "trailer-filesum-bitflip",
                        "trailer-post-bitflip",
                        "trailing-garbage",
                        "truncated-after-header",
                        "truncated-after-page-end-marker",
                        "truncated-before-trailer",
                        "truncated-empty",
                        "truncated-in-header",
                        "truncated-in-index",
                        "truncated-in-page",
                        "truncated-in-page-snapshot",
                        "truncated-in-trailer")
                .map(name -> LtxFixture.load("corrupt/" + name));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void exactlyOneFileIsRefusedForItsReason(LtxFixture fixture) throws Exception {
        List<CorruptDataException> problems = problems(fixture);
        assertThat(problems).hasSize(1);
        assertThat(PROBLEMS.get(fixture.errorClass())).contains(problems.get(0).problem());
    }

    /** {@code crafted-page-short} is named after damage that its bytes do not have: see the fixtures' README. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "control",
                "crafted-commit-zero",
                "crafted-incremental-no-pages",
                "crafted-legacy-frame",
                "crafted-legacy-frame-4mib-block-id",
                "crafted-legacy-frame-compressed-block",
                "crafted-literal-lz4",
                "crafted-page-short",
                "foreign-files",
                "gap",
                "gap-after-snapshot",
                "gap-at-start",
                "no-snapshot-level",
                "overlap"
            })
    void filesThatAreSoundAreNotRefused(String name) throws Exception {
        assertThat(problems(LtxFixture.load("corrupt/" + name))).isEmpty();
    }

    @Test
    void anotherPageSizeIsRefusedWhenMerging() throws Exception {
        LtxFixture fixture = LtxFixture.load("corrupt/header-page-size-other");
        List<LtxReader> readers = List.of(
                fixture.file("ltx/9/0000000000000001-0000000000000002.ltx").open(),
                fixture.file("ltx/0/0000000000000003-0000000000000003.ltx").open());
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> new LtxMerger(readers))
                .satisfies(ex -> assertThat(ex.problem()).isEqualTo(Problem.BAD_HEADER))
                .withMessageContaining("8192");
    }

    private static List<CorruptDataException> problems(LtxFixture fixture) throws Exception {
        List<CorruptDataException> problems = new ArrayList<>();
        for (LtxFixture.File file : fixture.files()) {
            if (file.verify() instanceof LtxVerification.Damaged damaged) {
                problems.add(damaged.problem());
            }
        }
        return problems;
    }
}
