package io.litestream4j.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTests {

    @Test
    void valuesComeFromTheLineOrTheDefault() {
        Arguments arguments = parse("--rounds", "3");
        assertThat(arguments.number("rounds", 1)).isEqualTo(3);
        assertThat(arguments.number("seconds", 20)).isEqualTo(20);
        assertThat(arguments.list("variants", "a, b")).containsExactly("a", "b");
    }

    @Test
    void unknownNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--round", "3"))
                .withMessageContaining("'--round'");
    }

    @Test
    void nameWithoutValueIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--rounds")).withMessageContaining("no value");
    }

    private static Arguments parse(String... words) {
        return Arguments.parse(words, Set.of("rounds", "seconds", "variants"));
    }
}
