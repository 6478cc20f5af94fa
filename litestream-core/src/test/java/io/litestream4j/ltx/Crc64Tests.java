package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc64Tests {

    private static final long POLYNOMIAL = 0xD800000000000000L;

    @Test
    void checkValueIsThatOfTheCatalogue() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc64.of(digits, 0, digits.length)).isEqualTo(0xb90956c775a41001L);
    }

    @Test
    void checksumOfNothingIsZero() {
        assertThat(Crc64.of(new byte[0], 0, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 31, 32, 33, 39, 40, 63, 64, 65, 96, 97, 511, 4096, 65536})
    void everyLengthAgreesWithTheDefinition(int length) {
        byte[] bytes = new byte[length + 3];
        new Random(length).nextBytes(bytes);
        assertThat(Crc64.of(bytes, 3, length)).isEqualTo(bitByBit(bytes, 3, length));
    }

    @Test
    void partsGiveTheChecksumOfTheWhole() {
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Crc64 checksum = new Crc64();
            checksum.update(bytes, 0, cut);
            checksum.update(bytes, cut, bytes.length - cut);
            assertThat(checksum.value()).isEqualTo(Crc64.of(bytes, 0, bytes.length));
        }
    }

    private static long bitByBit(byte[] bytes, int offset, int length) {
        long crc = -1;
        for (int i = offset; i < offset + length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
        }
        return ~crc;
    }

    @RepeatedTest(20)
    void checksumsOfTwoPartsMakeThatOfTheWhole() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] bytes = LtxFiles.random(random.nextInt(3_000), seed);
        int split = random.nextInt(bytes.length + 1);
        long first = Crc64.of(bytes, 0, split);
        long second = Crc64.of(bytes, split, bytes.length - split);
        assertThat(Crc64.concatenate(first, second, bytes.length - split))
                .as("seed %s", seed)
                .isEqualTo(Crc64.of(bytes, 0, bytes.length));
    }
}
