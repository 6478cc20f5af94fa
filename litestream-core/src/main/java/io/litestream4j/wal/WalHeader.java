package io.litestream4j.wal;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.io.DataBlock;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The first 32 bytes of a WAL.
 *
 * @param checksumOrder byte order of the words that checksums add up, as told by the magic
 * @param pageSize page size in bytes, a power of two from 512 to 65536
 * @param checkpointSequence number of restarts of this WAL file
 * @param salts the salts that each frame of this run carries
 * @param checksum1 first half of the checksum, from which the chain of the frames starts
 * @param checksum2 second half of the checksum
 */
public record WalHeader(
        ByteOrder checksumOrder, int pageSize, int checkpointSequence, WalSalts salts, int checksum1, int checksum2) {

    /** Size in bytes. */
    public static final int SIZE = 32;

    private static final int MAGIC_LITTLE_ENDIAN = 0x377f0682;
    private static final int MAGIC_BIG_ENDIAN = 0x377f0683;
    private static final int VERSION = 3007000;
    private static final int SALTS_OFFSET = 16;
    private static final int CHECKSUMMED_SIZE = 24;
    private static final int MIN_PAGE_SIZE = 512;
    private static final int MAX_PAGE_SIZE = 65536;

    /**
     * Loads the header of a WAL.
     *
     * @param data the WAL
     * @param resource its name in messages
     * @return the header; empty if the WAL holds nothing by SQLite's rules: it is too short, or the header's checksum is
     *     wrong
     * @throws CorruptDataException if this is not a WAL of the only version that there is
     */
    public static Optional<WalHeader> load(DataBlock data, String resource) throws IOException {
        byte[] bytes = new byte[SIZE];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            data.readFully(buffer, 0);
        } catch (EOFException tooShort) {
            return Optional.empty();
        }
        buffer.flip();
        ByteOrder order = checksumOrder(buffer.getInt(), resource);
        int version = buffer.getInt();
        WalHeader header = new WalHeader(
                order,
                buffer.getInt(),
                buffer.getInt(),
                new WalSalts(buffer.getInt(), buffer.getInt()),
                buffer.getInt(),
                buffer.getInt());
        if (!header.isChecksumOf(bytes)) {
            return Optional.empty();
        }
        header.check(version, resource);
        return Optional.of(header);
    }

    /** Returns the salts in the bytes of a header, of which nothing is checked. */
    public static WalSalts salts(ByteBuffer header) {
        return new WalSalts(header.getInt(SALTS_OFFSET), header.getInt(SALTS_OFFSET + Integer.BYTES));
    }

    private static ByteOrder checksumOrder(int magic, String resource) throws CorruptDataException {
        return switch (magic) {
            case MAGIC_LITTLE_ENDIAN -> ByteOrder.LITTLE_ENDIAN;
            case MAGIC_BIG_ENDIAN -> ByteOrder.BIG_ENDIAN;
            default ->
                throw new CorruptDataException(
                        Problem.BAD_MAGIC,
                        resource,
                        0,
                        "expected magic %08x or %08x, found %08x"
                                .formatted(MAGIC_LITTLE_ENDIAN, MAGIC_BIG_ENDIAN, magic));
        };
    }

    private boolean isChecksumOf(byte[] bytes) {
        WalChecksum checksum = new WalChecksum(checksumOrder);
        checksum.update(bytes, 0, CHECKSUMMED_SIZE);
        return checksum.matches(checksum1, checksum2);
    }

    private void check(int version, String resource) throws CorruptDataException {
        if (version != VERSION) {
            throw new CorruptDataException(
                    Problem.BAD_HEADER, resource, 4, "expected WAL version " + VERSION + ", found " + version);
        }
        if (pageSize < MIN_PAGE_SIZE || pageSize > MAX_PAGE_SIZE || Integer.bitCount(pageSize) != 1) {
            throw new CorruptDataException(
                    Problem.BAD_HEADER,
                    resource,
                    8,
                    "expected a page size that is a power of two from 512 to 65536, found " + pageSize);
        }
    }
}
