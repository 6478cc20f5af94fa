package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTests {

    @ParameterizedTest
    @CsvSource({"0, 00", "127, 7f", "128, 8001", "300, ac02", "16384, 808001", "9223372036854775807, ffffffffffffffff7f"
    })
    void numberHasTheseBytes(long value, String hex) {
        ByteBuffer target = ByteBuffer.allocate(Varint.MAX_SIZE);
        Varint.put(value, target);
        assertThat(Hex.text(target.array())).startsWith(hex);
        assertThat(target.position()).isEqualTo(hex.length() / 2);
        assertThat(Varint.get(Hex.buffer(hex))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ffff", "ffffffffffffffffff01", "8080808080808080808080808080"})
    void bytesThatAreNoNumberGiveMinusOne(String hex) {
        assertThat(Varint.get(Hex.buffer(hex))).isEqualTo(-1);
    }

    @Test
    void onlyTheBytesOfTheNumberAreConsumed() {
        ByteBuffer source = Hex.buffer("ac02", "05");
        assertThat(Varint.get(source)).isEqualTo(300);
        assertThat(source.remaining()).isEqualTo(1);
    }
}
