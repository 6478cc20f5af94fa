package io.litestream4j.staging;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The small files of the meta path: where the WAL was sealed, and where the local database comes from. */
public final class StagingRecordsFuzz implements FuzzTarget {

    private final Path meta;

    /** Makes a meta path below the directory for temporary files, which the caller throws away. */
    public StagingRecordsFuzz() throws IOException {
        this.meta = Files.createTempDirectory("fuzz");
    }

    @Override
    public void test(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.US_ASCII);
        Optional<SealRecord> seal = SealRecord.parse(text);
        FuzzTarget.require(seal.isEmpty() || seal.get().toText().equals(text), seal);
        Files.write(meta.resolve("origin"), input);
        try {
            Optional<TxId> origin = new OriginFile(new FileSystemDirectory(meta, null)).read();
            String read = origin.orElseThrow().toString();
            FuzzTarget.require((read + "\n").startsWith(text.toLowerCase(Locale.ROOT)), "'" + text + "' gave " + read);
        } catch (CorruptDataException e) {
            // refused
        }
    }
}
