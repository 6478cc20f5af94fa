package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileDataBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 50: offsets that 32 bits do not hold. The WAL of 10 GB has holes: it takes no room on the disk. */
class LargeWalTests {

    private static final int PAGE_SIZE = 4096;
    private static final int FRAME_SIZE = WalFrameHeader.SIZE + PAGE_SIZE;
    private static final WalSalts SALTS = new WalSalts(0x01020304, 0x05060708);

    @TempDir
    private Path directory;

    private static ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(WalHeader.SIZE);
        header.putInt(0x377f0683).putInt(3007000).putInt(PAGE_SIZE).putInt(0);
        header.putInt(SALTS.salt1()).putInt(SALTS.salt2());
        int sum1 = 0;
        int sum2 = 0;
        for (int at = 0; at < 24; at += 8) {
            sum1 += header.getInt(at) + sum2;
            sum2 += header.getInt(at + 4) + sum1;
        }
        return header.putInt(sum1).putInt(sum2).flip();
    }

    private static ByteBuffer frame(int pageNumber, byte content) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_SIZE);
        frame.putInt(pageNumber).putInt(pageNumber).putInt(SALTS.salt1()).putInt(SALTS.salt2());
        frame.position(WalFrameHeader.SIZE);
        while (frame.hasRemaining()) {
            frame.put(content);
        }
        return frame.flip();
    }

    private Path walWith(long firstFrame) throws IOException {
        Path wal = directory.resolve("app.db-wal");
        try (FileChannel channel = FileChannel.open(
                wal, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(header(), 0);
            for (int i = 0; i < 3; i++) {
                channel.write(frame(100 + i, (byte) (i + 1)), WalHeader.SIZE + (firstFrame + i) * FRAME_SIZE);
            }
        }
        return wal;
    }

    /** Right before 2 GiB, right before 4 GiB, and at 10 GB. */
    @ParameterizedTest
    @ValueSource(longs = {521_240, 1_042_480, 2_427_184})
    void framesBehindLargeOffsetsAreRead(long firstFrame) throws IOException {
        Path wal = walWith(firstFrame);
        try (FileDataBlock data = FileDataBlock.open(wal)) {
            WalReader reader = WalReader.open(data, wal.toString()).orElseThrow();
            List<Long> indexes = new ArrayList<>();
            reader.readHeaders(firstFrame, firstFrame + 3, (index, page, commit) -> indexes.add(index));
            assertThat(indexes).containsExactly(firstFrame, firstFrame + 1, firstFrame + 2);
            byte[] page = new byte[PAGE_SIZE];
            reader.readPage(firstFrame + 2, page, 0);
            assertThat(page).containsOnly(3);
            assertThat(reader.frameOffset(firstFrame + 3)).isEqualTo(data.size());
        }
    }
}
