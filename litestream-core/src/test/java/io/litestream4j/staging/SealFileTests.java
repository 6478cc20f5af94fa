package io.litestream4j.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealFileTests {

    private static final SealRecord RECORD =
            new SealRecord(new TxId(42), 0x2f46a119, 0x88039740, 41232, 0xa64de01c, 0xf4b18023);

    private static final String TEXT =
            "txid=000000000000002a salts=2f46a119-88039740 end=000000000000a110" + " checksum=a64de01c-f4b18023 crc32=";

    @TempDir
    private Path metaPath;

    private SealFile file;

    @BeforeEach
    void open() {
        file = new SealFile(new FileSystemDirectory(metaPath, null));
    }

    @Test
    void recordIsReadBack() throws IOException {
        file.write(RECORD);
        assertThat(file.read()).contains(RECORD);
    }

    @Test
    void textIsForPeopleToo() throws IOException {
        file.write(RECORD);
        assertThat(Files.readString(metaPath.resolve("sealed")))
                .startsWith(TEXT)
                .hasSize(TEXT.length() + 9);
    }

    @Test
    void laterRecordReplacesTheFirst() throws IOException {
        SealRecord later = new SealRecord(new TxId(43), 1, 2, 32, 3, 4);
        file.write(RECORD);
        file.write(later);
        assertThat(file.read()).contains(later);
    }

    @Test
    void noFileIsNoRecord() throws IOException {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void leftoverOfACrashIsNotInTheWay() throws IOException {
        Files.writeString(metaPath.resolve("sealed.tmp"), "txid=");
        file.write(RECORD);
        assertThat(file.read()).contains(RECORD);
        assertThat(metaPath.resolve("sealed.tmp")).doesNotExist();
    }

    @Test
    void anyFlippedByteIsNoRecord() throws IOException {
        byte[] good = RECORD.toText().getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 1;
            Files.write(metaPath.resolve("sealed"), damaged);
            assertThat(file.read()).as("byte %d", i).isEmpty();
        }
    }

    @Test
    void truncatedOrOverlongFileIsNoRecord() throws IOException {
        for (String text : new String[] {"", TEXT, RECORD.toText() + "x", "x".repeat(100_000)}) {
            Files.writeString(metaPath.resolve("sealed"), text);
            assertThat(file.read()).isEmpty();
        }
    }
}
