package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I12: whatever happens to the bytes, nothing but what was written passes {@link LtxReader#finish()}. */
class LtxDamageTests {

    private static final int ROUNDS = 3000;

    private final long seed = Long.getLong("test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource(LtxPageFormat.class)
    void damagedFileIsRefusedOrStillHoldsItsPages(LtxPageFormat format) throws Exception {
        SortedMap<Integer, byte[]> pages = pages();
        byte[] file = LtxFiles.write(LtxFiles.header(1024, 20, 1, 9), format, pages);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(file);
            try {
                SortedMap<Integer, byte[]> read = LtxFiles.read(damaged);
                assertThat(read.keySet()).as("seed %s round %s", seed, round).isEqualTo(pages.keySet());
                read.forEach((number, page) ->
                        assertThat(page).as("seed %s page %s", seed, number).isEqualTo(pages.get(number)));
            } catch (CorruptDataException expected) {
                assertThat(expected.resource()).isEqualTo("test.ltx");
            } catch (IOException | RuntimeException ex) {
                throw new AssertionError("seed " + seed + " round " + round, ex);
            }
        }
    }

    private SortedMap<Integer, byte[]> pages() {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        for (int number = 1; number <= 20; number++) {
            byte[] page = LtxFiles.page(1024, number);
            System.arraycopy(LtxFiles.random(number * 50, seed), 0, page, 0, number * 50);
            pages.put(number, page);
        }
        return pages;
    }

    private byte[] damage(byte[] file) {
        byte[] damaged = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> flipBit(damaged);
            case 1 -> {
                flipBit(damaged);
                flipBit(damaged);
            }
            case 2 -> damaged[random.nextInt(file.length)] = (byte) random.nextInt();
            case 3 -> damaged = Arrays.copyOf(file, random.nextInt(2 * file.length));
            default -> moveRange(damaged);
        }
        return damaged;
    }

    private void flipBit(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }

    private void moveRange(byte[] bytes) {
        int length = 1 + random.nextInt(bytes.length / 2);
        int from = random.nextInt(bytes.length - length);
        int to = random.nextInt(bytes.length - length);
        System.arraycopy(bytes, from, bytes, to, length);
    }
}
