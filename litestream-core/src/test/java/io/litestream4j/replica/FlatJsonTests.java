package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTests {

    @Test
    void stringsNumbersAndWordsAreRead() {
        assertThat(FlatJson.parse(" {\"a\" : \"x y\", \"b\":-1.5e3,\"c\":true,\n\"d\":null}\n"))
                .containsExactly(entry("a", "x y"), entry("b", "-1.5e3"), entry("c", "true"), entry("d", "null"));
    }

    @Test
    void emptyObjectHasNoFields() {
        assertThat(FlatJson.parse("{}")).isEmpty();
    }

    @Test
    void escapesAreResolved() {
        assertThat(FlatJson.parse("{\"a\":\"\\\"\\\\\\/\\u00e9\\n\"}")).containsEntry("a", "\"\\/é\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "host:1", "\"quoted\"", "back\\slash", "line\nbreak\tand\u0001"})
    void whatWasQuotedIsReadAgain(String text) {
        assertThat(FlatJson.parse("{\"a\":" + FlatJson.quoted(text) + "}")).containsEntry("a", text);
    }

    @Test
    void surrogatesOfEscapesArePairsOrAQuestionMark() {
        assertThat(FlatJson.parse("{\"a\":\"\\ud83d\\ude00\"}")).containsEntry("a", "\ud83d\ude00");
        assertThat(FlatJson.parse("{\"a\":\"h\\ude10t\"}")).containsEntry("a", "h?t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1} x",
                "{\"a\":{\"b\":1}}",
                "{\"a\":[1]}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\uzzzz\"}",
                "<Error/>"
            })
    void everythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FlatJson.parse(text));
    }
}
