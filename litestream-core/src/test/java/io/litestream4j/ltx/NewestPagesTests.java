package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NewestPagesTests {

    private static final int ROOMY = 1 << 20;

    private final NewestPages pages = new NewestPages(ROOMY);

    private static byte[] file(int commit, int txId, Map<Integer, Integer> pages) throws IOException {
        return LtxFiles.write(LtxFiles.header(512, commit, txId, txId), pages);
    }

    @RepeatedTest(50)
    void mergeLikeTheirFiles(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        List<byte[]> files = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int file = 0; file < count; file++) {
            int commit = 5 + random.nextInt(16);
            Map<Integer, Integer> content = new HashMap<>();
            for (int page = random.nextInt(6); page > 0; page--) {
                content.put(1 + random.nextInt(commit), random.nextInt(100));
            }
            files.add(file(commit, 2 + file, content));
        }
        int older = random.nextInt(count);
        List<MergeInput> inputs = new ArrayList<>(LtxFiles.openAll(files.subList(0, older)));
        for (int file = count - 1; file >= older; file--) {
            assertThat(pages.takeOlder(LtxFiles.open(files.get(file)))).isTrue();
        }
        inputs.add(pages);
        assertThat(MergedFile.of(inputs, LtxPageFormat.BLOCK))
                .isEqualTo(MergedFile.of(LtxFiles.openAll(files), LtxPageFormat.BLOCK));
    }

    @Test
    void fileThatDoesNotFitIsNotTaken() throws Exception {
        NewestPages few = new NewestPages(400);
        assertThat(few.takeOlder(LtxFiles.open(file(9, 3, Map.of(2, 20))))).isTrue();
        LtxHeader header = few.header();
        assertThat(few.takeOlder(LtxFiles.open(file(9, 2, Map.of(1, 10, 3, 30, 4, 40, 5, 50)))))
                .isFalse();
        assertThat(few.header()).isEqualTo(header);
        assertThat(few.nextPage()).isTrue();
        assertThat(few.pageNumber()).isEqualTo(2);
        assertThat(few.page()).isEqualTo(LtxFiles.page(512, 20));
        assertThat(few.nextPage()).isFalse();
    }

    @Test
    void olderVersionsTakeNoRoom() throws Exception {
        NewestPages few = new NewestPages(400);
        for (int txId = 100; txId > 1; txId--) {
            assertThat(few.takeOlder(LtxFiles.open(file(9, txId, Map.of(2, txId)))))
                    .isTrue();
        }
        assertThat(few.header().minTxId()).isEqualTo(new TxId(2));
        assertThat(few.header().maxTxId()).isEqualTo(new TxId(100));
        assertThat(few.nextPage()).isTrue();
        assertThat(few.page()).isEqualTo(LtxFiles.page(512, 100));
    }

    @Test
    void fileOfAnotherPageSizeIsNotTaken() throws Exception {
        pages.takeOlder(LtxFiles.open(file(9, 3, Map.of(2, 20))));
        byte[] other = LtxFiles.write(LtxFiles.header(1024, 9, 2, 2), Map.of(2, 20));
        assertThat(pages.takeOlder(LtxFiles.open(other))).isFalse();
    }

    @Test
    void gapIsRefused() throws Exception {
        pages.takeOlder(LtxFiles.open(file(9, 4, Map.of(2, 20))));
        expect(Problem.TXID_MISMATCH, file(9, 2, Map.of(2, 19)));
    }

    @Test
    void damageIsFoundInPagesThatAreNotTaken() throws Exception {
        pages.takeOlder(LtxFiles.open(file(9, 3, Map.of(2, 20))));
        byte[] damaged = file(9, 2, Map.of(2, 19));
        damaged[damaged.length - 1] ^= 1;
        expect(Problem.CHECKSUM_MISMATCH, damaged);
    }

    private void expect(Problem problem, byte[] older) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> pages.takeOlder(LtxFiles.open(older)))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
