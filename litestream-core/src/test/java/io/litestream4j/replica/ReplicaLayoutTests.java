package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaLayoutTests {

    @ParameterizedTest
    @CsvSource({
        "LTX_DIRECTORY, a/b, 0, a/b/ltx/0/",
        "LTX_DIRECTORY, '', 9, ltx/9/",
        "HEX_LEVEL, a/b, 0, a/b/0000/",
        "HEX_LEVEL, '', 9, /0009/"
    })
    void levelPrefixIsThatOfLitestream(ReplicaLayout layout, String path, int level, String expected) {
        assertThat(layout.levelPrefix(path, level)).isEqualTo(expected);
    }

    @Test
    void fileNameIsPrefixAndName() {
        assertThat(ReplicaLayout.HEX_LEVEL.fileName("p", 1, LtxFileName.of(new TxId(26))))
                .isEqualTo("p/0001/000000000000001a-000000000000001a.ltx");
    }

    @ParameterizedTest
    @CsvSource({"LTX_DIRECTORY, -1", "HEX_LEVEL, 10"})
    void levelOutOfRangeThrows(ReplicaLayout layout, int level) {
        assertThatIllegalArgumentException().isThrownBy(() -> layout.levelPrefix("p", level));
    }
}
