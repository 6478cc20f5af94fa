package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.ByteArrayDataBlock;
import io.litestream4j.wal.WalScan.StopReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WalScanTests {

    private static final int FRAME_SIZE = 24 + 4096;

    static Stream<WalFixture> fixtures() {
        return WalFixture.readable();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void headerIsTheOneInTheManifest(WalFixture fixture) throws IOException {
        WalHeader header = fixture.reader().header();
        assertThat(header.pageSize()).isEqualTo(fixture.number("pageSize"));
        assertThat(header.checkpointSequence()).isEqualTo(fixture.number("checkpointSeq"));
        assertThat(header.salts()).isEqualTo(new WalSalts(fixture.hex("salt1"), fixture.hex("salt2")));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void endsWhereTheManifestSays(WalFixture fixture) throws IOException {
        WalReader reader = fixture.reader();
        WalScan scan = reader.scan();
        assertThat(scan.validFrames()).isEqualTo(fixture.number("validFrames"));
        assertThat(scan.validFrames() - scan.committedFrames()).isEqualTo(fixture.number("uncommittedFrames"));
        assertThat(scan.commit()).isEqualTo(fixture.number("commitPages"));
        assertThat(scan.stopReason()).isEqualTo(stopReason(fixture));
        assertThat(reader.frameOffset(scan.committedFrames())).isEqualTo(fixture.number("committedEndOffset"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void pagesAreThoseOfTheManifest(WalFixture fixture) throws IOException {
        WalReader reader = fixture.reader();
        PageMap pages = reader.scan().pages();
        Map<Integer, Integer> offsets = new TreeMap<>();
        for (int page : pages.sortedPageNumbers()) {
            offsets.put(page, (int) reader.frameOffset(pages.get(page)));
        }
        Map<Integer, Integer> expected = new TreeMap<>();
        fixture.manifest()
                .get("pageMap")
                .properties()
                .forEach(entry -> expected.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asInt()));
        assertThat(offsets).isEqualTo(expected);
    }

    @Test
    void headerWithAWrongChecksumMeansAnEmptyWal() throws IOException {
        byte[] wal = WalFixture.load("bad-header-checksum").wal();
        assertThat(WalReader.open(new ByteArrayDataBlock(wal), "wal")).isEmpty();
    }

    @Test
    void headerAloneHoldsNothing() throws IOException {
        WalScan scan = scan(Arrays.copyOf(plain(), WalHeader.SIZE));
        assertThat(scan.validFrames()).isZero();
        assertThat(scan.commit()).isZero();
        assertThat(scan.stopReason()).isEqualTo(StopReason.END_OF_FILE);
    }

    @Test
    void truncationAtAnyFrameEndsAtTheLastCommitBefore() throws IOException {
        WalScan whole = scan(plain());
        for (int frames = 0; frames <= whole.validFrames(); frames++) {
            WalScan scan = scan(Arrays.copyOf(plain(), WalHeader.SIZE + frames * FRAME_SIZE));
            assertThat(scan.validFrames()).isEqualTo(frames);
            assertThat(scan.committedFrames()).isLessThanOrEqualTo(frames);
            assertThat(scan.stopReason()).isEqualTo(StopReason.END_OF_FILE);
        }
    }

    @Test
    void flippedBitInAnyFrameEndsTheLogThere() throws IOException {
        for (int frame = 0; frame < 10; frame++) {
            byte[] wal = plain();
            wal[WalHeader.SIZE + frame * FRAME_SIZE + 24 + 1000] ^= 0x10;
            assertThat(scan(wal).validFrames()).isEqualTo(frame);
            assertThat(scan(wal).stopReason()).isEqualTo(StopReason.CHECKSUM_MISMATCH);
        }
    }

    @Test
    void pageZeroEndsTheLog() throws IOException {
        byte[] wal = plain();
        Arrays.fill(wal, WalHeader.SIZE, WalHeader.SIZE + 4, (byte) 0);
        assertThat(scan(wal).validFrames()).isZero();
        assertThat(scan(wal).stopReason()).isEqualTo(StopReason.PAGE_ZERO);
    }

    private static byte[] plain() {
        return WalFixture.load("plain").wal();
    }

    private static WalScan scan(byte[] wal) throws IOException {
        return WalReader.open(new ByteArrayDataBlock(wal), "wal").orElseThrow().scan();
    }

    private static StopReason stopReason(WalFixture fixture) {
        String reason = fixture.manifest().get("stopReason").asString();
        return switch (reason) {
            case "end of file" -> StopReason.END_OF_FILE;
            case "partial frame" -> StopReason.PARTIAL_FRAME;
            case "salt mismatch (stale frame)" -> StopReason.SALT_MISMATCH;
            case "checksum mismatch" -> StopReason.CHECKSUM_MISMATCH;
            default -> throw new IllegalArgumentException(reason);
        };
    }
}
