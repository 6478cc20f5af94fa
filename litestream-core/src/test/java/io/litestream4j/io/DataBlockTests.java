package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataBlockTests {

    @TempDir
    private Path temporary;

    @Test
    void readTakesWhatThereIs() {
        ByteBuffer target = ByteBuffer.allocate(4);
        assertThat(new ByteArrayDataBlock(new byte[] {1, 2, 3}).read(target, 1)).isEqualTo(2);
        assertThat(target.array()).containsExactly(2, 3, 0, 0);
    }

    @Test
    void readBehindTheEndReturnsMinusOne() {
        ByteArrayDataBlock block = new ByteArrayDataBlock(new byte[] {1});
        assertThat(block.read(ByteBuffer.allocate(1), 1)).isEqualTo(-1);
        assertThat(block.read(ByteBuffer.allocate(1), Long.MAX_VALUE)).isEqualTo(-1);
    }

    @Test
    void negativePositionIsRefused() {
        ByteArrayDataBlock block = new ByteArrayDataBlock(new byte[] {1});
        assertThatIllegalArgumentException().isThrownBy(() -> block.read(ByteBuffer.allocate(1), -1));
    }

    @Test
    void fileThatGrowsAndShrinksIsFollowed() throws IOException {
        Path file = Files.write(temporary.resolve("wal"), new byte[] {1, 2});
        try (FileDataBlock block = FileDataBlock.open(file)) {
            Files.write(file, new byte[] {3}, StandardOpenOption.APPEND);
            assertThat(block.size()).isEqualTo(3);
            Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(block.size()).isZero();
            assertThat(block.read(ByteBuffer.allocate(1), 0)).isEqualTo(-1);
        }
    }
}
