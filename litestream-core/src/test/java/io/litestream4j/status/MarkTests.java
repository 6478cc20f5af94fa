package io.litestream4j.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "before-v42", "1.0.0_rc.1"})
    void plainNamesAreAllowed(String name) {
        assertThat(Mark.requireName(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-a", "a b", "a/b", "../a", "a\n", "ä", "a\u0000"})
    void othersAreNot(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mark.requireName(name))
                .withMessageContaining("cannot be the name of a mark: take 1 to 100 letters");
    }

    @Test
    void nameHasAtMost100Characters() {
        assertThat(Mark.requireName("a".repeat(100))).hasSize(100);
        assertThatIllegalArgumentException().isThrownBy(() -> Mark.requireName("a".repeat(101)));
    }
}
