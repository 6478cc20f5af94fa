package io.litestream4j.capture;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalSalts;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The newest file in staging: it says up to where the WAL was captured.
 *
 * @param file the file
 * @param header its header
 */
record LastCapture(StagedFile file, LtxHeader header) {

    /** Reads the newest file; empty if there is none. */
    static Optional<LastCapture> in(StagingDirectory staging) throws IOException {
        Optional<StagedFile> newest = staging.newest();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        try (LtxReader reader = StagedHistory.open(staging, newest.get())) {
            return Optional.of(new LastCapture(newest.get(), reader.header()));
        }
    }

    WalSalts salts() {
        return new WalSalts(header.walSalt1(), header.walSalt2());
    }

    TxId txId() {
        return header.maxTxId();
    }

    /** Returns whether the page of a frame is the one in this file. */
    boolean holds(StagingDirectory staging, WalFrameHeader frame, long index, WalReader wal) throws IOException {
        byte[] page = new byte[header.pageSize()];
        wal.readPage(index, page, 0);
        try (LtxReader reader = StagedHistory.open(staging, file)) {
            while (reader.nextPage()) {
                if (reader.pageNumber() == frame.pageNumber()) {
                    return Arrays.equals(page, reader.page());
                }
            }
            return false;
        }
    }
}
