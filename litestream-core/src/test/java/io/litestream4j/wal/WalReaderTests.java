package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WalReaderTests {

    private static final WalFixture PLAIN = WalFixture.load("plain");

    static Stream<WalFixture> fixtures() {
        return WalFixture.readable();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readHeadersTellsOfAllCommits(WalFixture fixture) throws IOException {
        WalReader reader = fixture.reader();
        int[] commits = new int[1];
        reader.readHeaders(
                0, fixture.number("validFrames"), (index, page, commit) -> commits[0] += commit == 0 ? 0 : 1);
        assertThat(commits[0]).isEqualTo(fixture.number("commits"));
    }

    @Test
    void readHeadersVisitsTheRangeInOrder() throws IOException {
        List<String> frames = new ArrayList<>();
        PLAIN.reader().readHeaders(7, 10, (index, page, commit) -> frames.add(index + ":" + page + ":" + commit));
        assertThat(frames).containsExactly("7:5:0", "8:6:6", "9:3:6");
    }

    @Test
    void readHeadersWhenAFrameIsOfAnEarlierRunThrowsException() throws IOException {
        WalReader reader = WalFixture.load("stale-frames").reader();
        assertThatExceptionOfType(WalRestartedException.class)
                .isThrownBy(() -> reader.readHeaders(0, 2, (index, page, commit) -> {}))
                .withMessageContaining("frame 1")
                .withMessageContaining("74254c90-cbe2fbda");
    }

    @Test
    void readHeadersBehindTheEndThrowsException() throws IOException {
        WalReader reader = PLAIN.reader();
        assertThatExceptionOfType(WalRestartedException.class)
                .isThrownBy(() -> reader.readHeaders(10, 11, (index, page, commit) -> {}));
    }

    @Test
    void readHeaderReturnsTheStoredChecksum() throws IOException {
        assertThat(PLAIN.reader().readHeader(9))
                .isEqualTo(new WalFrameHeader(3, 6, PLAIN.reader().header().salts(), 0xa64de01c, 0xf4b18023));
    }

    @Test
    void readPageFillsTheTargetFromTheOffset() throws IOException {
        byte[] target = new byte[4096 + 16];
        PLAIN.reader().readPage(3, target, 16);
        int start = (int) PLAIN.reader().frameOffset(3) + 24;
        assertThat(Arrays.copyOfRange(target, 16, target.length))
                .isEqualTo(Arrays.copyOfRange(PLAIN.wal(), start, start + 4096));
        assertThat(Arrays.copyOf(target, 16)).containsOnly(0);
    }

    @Test
    void readPageBehindTheEndThrowsException() throws IOException {
        WalReader reader = PLAIN.reader();
        assertThatExceptionOfType(WalRestartedException.class).isThrownBy(() -> reader.readPage(10, new byte[4096], 0));
    }

    @Test
    void framesLieBehindTheHeaderOneAfterTheOther() throws IOException {
        WalReader reader = PLAIN.reader();
        assertThat(reader.frameOffset(0)).isEqualTo(32);
        assertThat(reader.frameOffset(1)).isEqualTo(4152);
    }
}
