package io.litestream4j.restore.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameWindowTests {

    private static final int OFFSET = 100;

    @Test
    void framesOfAnySizeAreFoundInOrderHoweverTheirBytesArrive() throws IOException {
        for (int round = 0; round < 200; round++) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            byte[] range = new byte[random.nextInt(4_000)];
            random.nextBytes(range);
            try (FrameWindow window =
                    new FrameWindow(new byte[1 + random.nextInt(500)], OFFSET, new Trickle(range, random))) {
                int begin = 0;
                while (begin < range.length) {
                    int rest = Math.min(window.bytes().length, range.length - begin);
                    int size = 1 + random.nextInt(rest);
                    int at = window.find(OFFSET + begin, size);
                    assertThat(Arrays.copyOfRange(window.bytes(), at, at + size))
                            .as("seed %s, frame at %s", seed, begin)
                            .isEqualTo(Arrays.copyOfRange(range, begin, begin + size));
                    begin += size + (random.nextBoolean() ? random.nextInt(1_000) : 0);
                }
            }
        }
    }

    @Test
    void aFileInMemoryIsFoundWithoutBeingCopied() throws IOException {
        byte[] content = new byte[300];
        try (FrameWindow window = FrameWindow.all(content)) {
            assertThat(window.find(200, 100)).isEqualTo(200);
            assertThat(window.bytes()).isSameAs(content);
        }
    }

    @Test
    void aRangeThatEndsEarlyIsAnError() throws IOException {
        try (FrameWindow window = new FrameWindow(new byte[100], OFFSET, new ByteArrayInputStream(new byte[150]))) {
            window.find(OFFSET + 50, 100);
            assertThatExceptionOfType(EOFException.class)
                    .isThrownBy(() -> window.find(OFFSET + 120, 31))
                    .withMessageContaining("offset 250");
        }
    }

    @Test
    void aFrameThatIsLargerThanTheBufferIsAnError() throws IOException {
        try (FrameWindow window = new FrameWindow(new byte[100], OFFSET, new ByteArrayInputStream(new byte[150]))) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> window.find(OFFSET + 20, 101));
        }
    }

    @Test
    void closingClosesTheStream() throws IOException {
        Trickle in = new Trickle(new byte[1], new Random(1));
        new FrameWindow(new byte[1], OFFSET, in).close();
        assertThat(in.closed).isTrue();
    }

    /** Brings as many bytes at once as chance wants. */
    private static final class Trickle extends FilterInputStream {

        private final Random random;
        private boolean closed;

        Trickle(byte[] bytes, Random random) {
            super(new ByteArrayInputStream(bytes));
            this.random = random;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, 1 + random.nextInt(length));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
