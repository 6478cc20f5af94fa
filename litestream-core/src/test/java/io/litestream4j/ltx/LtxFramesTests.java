package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LtxFramesTests {

    private static final int PAGE_SIZE = 512;
    private static final int PAGES = 20;
    private static final LtxHeader HEADER = LtxFiles.header(PAGE_SIZE, PAGES, 1, 1);

    private final SortedMap<Integer, byte[]> pages = new TreeMap<>();

    @BeforeEach
    void makePages() {
        for (int number = 1; number <= PAGES; number++) {
            byte[] page = LtxFiles.random(PAGE_SIZE, number);
            Arrays.fill(page, 0, PAGE_SIZE / 2, (byte) number);
            pages.put(number, page);
        }
    }

    @ParameterizedTest
    @EnumSource(LtxPageFormat.class)
    void everyPageIsDecodedWhereTheIndexSaysItIs(LtxPageFormat format) throws IOException {
        byte[] file = LtxFiles.write(HEADER, format, pages);
        LtxPageIndex index = outline(file).index();
        byte[] target = new byte[3 * PAGE_SIZE];
        for (int entry = PAGES - 1; entry >= 0; entry--) {
            decode(new LtxFrames(PAGE_SIZE, "test.ltx", file, false), index, entry, target);
            assertThat(Arrays.copyOfRange(target, PAGE_SIZE, 2 * PAGE_SIZE)).isEqualTo(pages.get(entry + 1));
        }
        assertThat(target[0] | target[2 * PAGE_SIZE]).isZero();
    }

    @ParameterizedTest
    @EnumSource(LtxPageFormat.class)
    void partsOfAFileMakeUpItsChecksum(LtxPageFormat format) throws IOException {
        byte[] file = LtxFiles.write(HEADER, format, pages);
        outline(file).checksum().check(parts(file));
    }

    @Test
    void otherPageContentMakesAnotherChecksum() throws IOException {
        byte[] file = LtxFiles.write(HEADER, LtxPageFormat.BLOCK, pages);
        LtxPageIndex index = outline(file).index();
        file[(int) index.offset(8) - 1] ^= 1;
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> outline(file).checksum().check(parts(file)))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.CHECKSUM_MISMATCH));
    }

    @Test
    void pageThatIsNotTheOneInTheIndexIsRefused() throws IOException {
        byte[] file = LtxFiles.write(HEADER, LtxPageFormat.BLOCK, pages);
        LtxPageIndex index = outline(file).index();
        file[(int) index.offset(4) + 3] = 9;
        assertBadPage(file, index, 4);
    }

    @Test
    void lengthThatDoesNotFitTheIndexIsRefused() throws IOException {
        byte[] file = LtxFiles.write(HEADER, LtxPageFormat.BLOCK, pages);
        LtxPageIndex index = outline(file).index();
        file[(int) index.offset(4) + LtxPageHeader.SIZE] = 0x7f;
        assertBadPage(file, index, 4);
    }

    private static void assertBadPage(byte[] file, LtxPageIndex index, int entry) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> decode(
                        new LtxFrames(PAGE_SIZE, "test.ltx", file, false), index, entry, new byte[2 * PAGE_SIZE]))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.BAD_PAGE))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(index.offset(entry)));
    }

    /** Decodes all frames, in three parts. */
    private static List<LtxPartChecksum> parts(byte[] file) throws IOException {
        LtxPageIndex index = outline(file).index();
        List<LtxPartChecksum> parts = new ArrayList<>();
        for (int first = 0; first < PAGES; first += 8) {
            LtxFrames frames = new LtxFrames(PAGE_SIZE, "test.ltx", file, true);
            for (int entry = first; entry < Math.min(first + 8, PAGES); entry++) {
                decode(frames, index, entry, new byte[2 * PAGE_SIZE]);
            }
            parts.add(frames.checksum());
        }
        return parts;
    }

    private static void decode(LtxFrames frames, LtxPageIndex index, int entry, byte[] target) throws IOException {
        int size = (int) (index.offset(entry + 1) - index.offset(entry));
        frames.decode(index.offset(entry), (int) index.offset(entry), size, index.pageNumber(entry), target, PAGE_SIZE);
    }

    private static LtxOutline outline(byte[] file) throws IOException {
        byte[] last = Arrays.copyOfRange(file, file.length - LtxFooter.SIZE, file.length);
        int tail = (int) LtxFooter.load(last, file.length, "test.ltx").indexOffset(file.length);
        byte[] head = Arrays.copyOf(file, LtxHeader.SIZE);
        return LtxOutline.load(head, Arrays.copyOfRange(file, tail, file.length), file.length, "test.ltx");
    }
}
