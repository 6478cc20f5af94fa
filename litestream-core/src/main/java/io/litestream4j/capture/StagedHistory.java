package io.litestream4j.capture;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier process left in staging. */
public final class StagedHistory {

    private static final Logger log = LoggerFactory.getLogger(StagedHistory.class);

    private StagedHistory() {}

    /**
     * Verifies the staged files in order. Staged files are not synced, so a crash of the machine may have damaged them: the
     * first damaged one is discarded with everything behind it. What was in them is captured again.
     *
     * @return the files that are good, oldest first
     */
    public static List<StagedFile> recover(StagingDirectory staging) throws IOException {
        List<StagedFile> good = new ArrayList<>();
        boolean damaged = false;
        for (StagedFile file : staging.list()) {
            damaged = damaged || isDamaged(staging, file);
            if (damaged) {
                log.warn("Discarding damaged or orphaned staged file {}", file.path());
                staging.discard(file.name());
            } else {
                good.add(file);
            }
        }
        return good;
    }

    private static boolean isDamaged(StagingDirectory staging, StagedFile file) throws IOException {
        try (LtxReader reader = open(staging, file)) {
            reader.requireName(file.name());
            reader.finish();
            return false;
        } catch (CorruptDataException e) {
            log.warn("Staged file is damaged: {}", e.getMessage());
            return true;
        }
    }

    static LtxReader open(StagingDirectory staging, StagedFile file) throws IOException {
        CloseableDataBlock block = staging.open(file.name());
        try {
            return new LtxReader(
                    new DataBlockInputStream(block, 0, -1), file.path().toString());
        } catch (IOException e) {
            block.close();
            throw e;
        }
    }
}
