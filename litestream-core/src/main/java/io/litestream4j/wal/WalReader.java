package io.litestream4j.wal;

import io.litestream4j.io.DataBlock;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one run of a WAL: from a header on until SQLite restarts it.
 *
 * <p>There are two ways to read. {@link #scan()} trusts nothing and verifies every checksum from the first frame.
 * {@link #readHeaders} is for frames that SQLite itself has called committed: it checks the salts
 * only. Not safe for use by several threads; does not close the data block.
 */
public final class WalReader {

    private static final int BLOCK_BYTES = 64 * 1024;

    private final DataBlock data;
    private final String resource;
    private final WalHeader header;
    private final int frameSize;

    // On the heap: there is a reader for each run of the WAL, and direct memory is given back late.
    private final ByteBuffer headerBuffer = ByteBuffer.allocate(WalFrameHeader.SIZE);

    // Made when it is needed first: most readers only look at the header.
    private @Nullable ByteBuffer block;

    private WalReader(DataBlock data, String resource, WalHeader header) {
        this.data = data;
        this.resource = resource;
        this.header = header;
        this.frameSize = WalFrameHeader.SIZE + header.pageSize();
    }

    /**
     * Opens the current run of a WAL.
     *
     * @param data the WAL
     * @param resource its name in messages
     * @return a reader; empty if the WAL holds nothing by SQLite's rules
     * @throws io.litestream4j.io.CorruptDataException if this is no WAL
     */
    public static Optional<WalReader> open(DataBlock data, String resource) throws IOException {
        return WalHeader.load(data, resource).map(header -> new WalReader(data, resource, header));
    }

    /** Returns the header with which this run began. */
    public WalHeader header() {
        return header;
    }

    /** Returns the byte offset at which a frame starts, which is where the one before ends. */
    public long frameOffset(long frame) {
        return WalHeader.SIZE + frame * frameSize;
    }

    /** Reads all frames and verifies their checksums. Holds a page at a time, and 24 bytes or more per changed page. */
    public WalScan scan() throws IOException {
        return new WalScanner(this, data.size()).scan();
    }

    /**
     * Reads the headers of the frames from {@code fromFrame} (inclusive) to {@code toFrame} (exclusive), which SQLite must
     * have reported as committed: salts are checked, checksums are not.
     *
     * @throws WalRestartedException if a frame is no longer there
     */
    public void readHeaders(long fromFrame, long toFrame, FrameVisitor visitor) throws IOException {
        int framesInBlock = Math.max(1, BLOCK_BYTES / frameSize);
        for (long frame = fromFrame; frame < toFrame; frame += framesInBlock) {
            readBlock(frame, (int) Math.min(framesInBlock, toFrame - frame), visitor);
        }
    }

    /** Reads whole frames at once: for all but large pages that costs less than a system call for each header. */
    private void readBlock(long first, int count, FrameVisitor visitor) throws IOException {
        if (frameSize > BLOCK_BYTES) {
            readHeaderBytes(first);
            visitor.frame(first, headerBuffer.getInt(0), headerBuffer.getInt(4));
            return;
        }
        // The last frame's page is not needed.
        ByteBuffer frames = block().limit((count - 1) * frameSize + WalFrameHeader.SIZE);
        read(first, frames, 0);
        for (int i = 0; i < count; i++) {
            int at = i * frameSize;
            requireSalts(first + i, frames.getInt(at + 8), frames.getInt(at + 12));
            visitor.frame(first + i, frames.getInt(at), frames.getInt(at + 4));
        }
    }

    /**
     * Reads the frames from {@code fromFrame} (inclusive) to {@code toFrame} (exclusive) with their pages, under the same
     * conditions as {@link #readHeaders}.
     *
     * @throws WalRestartedException if a frame is no longer there
     */
    public void readPages(long fromFrame, long toFrame, PageVisitor visitor) throws IOException {
        int framesInBlock = Math.max(1, BLOCK_BYTES / frameSize);
        for (long first = fromFrame; first < toFrame; first += framesInBlock) {
            int count = (int) Math.min(framesInBlock, toFrame - first);
            ByteBuffer frames = block().limit(count * frameSize);
            read(first, frames, 0);
            for (int i = 0; i < count; i++) {
                int at = i * frameSize;
                requireSalts(first + i, frames.getInt(at + 8), frames.getInt(at + 12));
                visitor.page(frames.getInt(at), frames.getInt(at + 4), frames.array(), at + WalFrameHeader.SIZE);
            }
        }
    }

    private ByteBuffer block() {
        ByteBuffer existing = block;
        if (existing == null) {
            existing = ByteBuffer.allocate(Math.max(BLOCK_BYTES, frameSize));
            block = existing;
        }
        return existing.clear();
    }

    /**
     * Reads one frame's header.
     *
     * @throws WalRestartedException if the frame is no longer there
     */
    public WalFrameHeader readHeader(long frame) throws IOException {
        readHeaderBytes(frame);
        return WalFrameHeader.load(headerBuffer);
    }

    /**
     * Reads one frame's page.
     *
     * @param target where the page goes, from {@code offset} on
     * @throws WalRestartedException if the frame is no longer there
     */
    public void readPage(long frame, byte[] target, int offset) throws IOException {
        read(frame, ByteBuffer.wrap(target, offset, header.pageSize()), WalFrameHeader.SIZE);
    }

    /** Reads one frame, header and page, into {@code target}. */
    void readFrame(long frame, byte[] target) throws IOException {
        read(frame, ByteBuffer.wrap(target, 0, frameSize), 0);
    }

    private void readHeaderBytes(long frame) throws IOException {
        read(frame, headerBuffer.clear(), 0);
        headerBuffer.flip();
        requireSalts(frame, headerBuffer.getInt(8), headerBuffer.getInt(12));
    }

    private void requireSalts(long frame, int salt1, int salt2) throws WalRestartedException {
        WalSalts salts = header.salts();
        if (salt1 != salts.salt1() || salt2 != salts.salt2()) {
            String detail = "expected salts " + salts + ", found " + new WalSalts(salt1, salt2);
            throw new WalRestartedException(resource, frame, detail);
        }
    }

    private void read(long frame, ByteBuffer target, int offsetInFrame) throws IOException {
        try {
            data.readFully(target, frameOffset(frame) + offsetInFrame);
        } catch (EOFException e) {
            throw new WalRestartedException(resource, frame, String.valueOf(e.getMessage()));
        }
    }

    int frameSize() {
        return frameSize;
    }
}
