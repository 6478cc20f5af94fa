package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CorruptDataException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LtxVerifierTests {

    private static final LtxFileName NAME = LtxFileName.of(new TxId(2));

    @Test
    void soundFileIsDescribed() throws Exception {
        LtxHeader header = LtxFiles.header(512, 9, 2, 2);
        byte[] file = LtxFiles.write(header, Map.of(2, 20, 5, 50));
        assertThat(verify(NAME, file)).isInstanceOfSatisfying(LtxVerification.Sound.class, sound -> {
            assertThat(sound.header()).isEqualTo(header);
            assertThat(sound.pageCount()).isEqualTo(2);
            assertThat(sound.size()).isEqualTo(file.length);
        });
    }

    @Test
    void fileUnderAnotherNameIsDamaged() throws Exception {
        byte[] file = LtxFiles.write(LtxFiles.header(512, 9, 3, 3), Map.of());
        assertThat(verify(NAME, file)).isInstanceOfSatisfying(LtxVerification.Damaged.class, damaged -> assertThat(
                        damaged.problem().problem())
                .isEqualTo(Problem.TXID_MISMATCH));
    }

    @Test
    void fileThatCannotBeReadIsNotCalledDamaged() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> LtxVerifier.verify(NAME, broken, "test.ltx"))
                .withMessage("connection reset");
    }

    private static LtxVerification verify(LtxFileName name, byte[] file) throws IOException {
        return LtxVerifier.verify(name, new ByteArrayInputStream(file), "test.ltx");
    }
}
