package io.litestream4j.wal;

import io.litestream4j.wal.WalScan.StopReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One pass over a WAL with every checksum verified. Used once. */
final class WalScanner {

    private final WalReader reader;
    private final WalHeader header;
    private final long size;
    private final byte[] frame;
    private final WalChecksum checksum;
    private final PageMap committed = new PageMap();
    private final PageMap pending = new PageMap();
    private long committedFrames;
    private int commit;

    /** Scans up to {@code size} bytes of the WAL. */
    WalScanner(WalReader reader, long size) {
        this.reader = reader;
        this.header = reader.header();
        this.size = size;
        this.frame = new byte[reader.frameSize()];
        this.checksum = new WalChecksum(header.checksumOrder());
        this.checksum.reset(header.checksum1(), header.checksum2());
    }

    WalScan scan() throws IOException {
        long index = 0;
        StopReason stop = next(index);
        while (stop == null) {
            index++;
            stop = next(index);
        }
        committed.removeAbove(commit);
        return new WalScan(header, index, committedFrames, commit, committed, stop);
    }

    /** Takes one frame in, or says why it does not count. */
    private @Nullable StopReason next(long index) throws IOException {
        if (reader.frameOffset(index) >= size) {
            return StopReason.END_OF_FILE;
        }
        if (reader.frameOffset(index + 1) > size) {
            return StopReason.PARTIAL_FRAME;
        }
        reader.readFrame(index, frame);
        WalFrameHeader frameHeader = WalFrameHeader.load(ByteBuffer.wrap(frame));
        StopReason stop = check(frameHeader);
        if (stop == null) {
            take(index, frameHeader);
        }
        return stop;
    }

    private @Nullable StopReason check(WalFrameHeader frameHeader) {
        if (!frameHeader.salts().equals(header.salts())) {
            return StopReason.SALT_MISMATCH;
        }
        if (frameHeader.pageNumber() == 0) {
            return StopReason.PAGE_ZERO;
        }
        checksum.update(frame, 0, WalFrameHeader.CHECKSUMMED_SIZE);
        checksum.update(frame, WalFrameHeader.SIZE, header.pageSize());
        boolean follows = checksum.matches(frameHeader.checksum1(), frameHeader.checksum2());
        return follows ? null : StopReason.CHECKSUM_MISMATCH;
    }

    private void take(long index, WalFrameHeader frameHeader) {
        pending.put(frameHeader.pageNumber(), index);
        if (frameHeader.isCommit()) {
            committed.putAll(pending);
            pending.clear();
            committedFrames = index + 1;
            commit = frameHeader.commit();
        }
    }
}
