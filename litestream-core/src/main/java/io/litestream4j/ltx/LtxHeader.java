package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.sqlite.PageSize;
import java.nio.ByteBuffer;

/**
 * The first 100 bytes of an LTX file. The magic precedes the components, 20 reserved bytes follow them.
 *
 * @param flags offset 4, 4 bytes: {@link #FLAG_NO_CHECKSUM} or 0
 * @param pageSize offset 8, 4 bytes: size of a page in bytes
 * @param commit offset 12, 4 bytes: size of the database in pages after the file is applied
 * @param minTxId offset 16, 8 bytes: first TXID in the file
 * @param maxTxId offset 24, 8 bytes: last TXID in the file
 * @param timestampMillis offset 32, 8 bytes: milliseconds since the epoch
 * @param preApplyChecksum offset 40, 8 bytes: checksum of the database before the file is applied, 0 in snapshots and
 *     when checksums are not tracked
 * @param walOffset offset 48, 8 bytes: where in the WAL the pages come from, 0 if not from a WAL
 * @param walSize offset 56, 8 bytes: bytes of the WAL that the pages come from
 * @param walSalt1 offset 64, 4 bytes: first salt of that WAL
 * @param walSalt2 offset 68, 4 bytes: second salt of that WAL
 * @param nodeId offset 72, 8 bytes: not used by Litestream, 0
 */
public record LtxHeader(
        int flags,
        int pageSize,
        int commit,
        TxId minTxId,
        TxId maxTxId,
        long timestampMillis,
        long preApplyChecksum,
        long walOffset,
        long walSize,
        int walSalt1,
        int walSalt2,
        long nodeId) {

    /** Size in bytes. */
    public static final int SIZE = 100;

    /** Checksums of the database are not tracked. */
    public static final int FLAG_NO_CHECKSUM = 0x00000002;

    private static final int MAGIC = 0x4C545831; // "LTX1"
    private static final int RESERVED_SIZE = 20;
    private static final TxId FIRST = TxId.NONE.next();

    /**
     * Checks the rules of the format, in its order.
     *
     * @throws IllegalArgumentException if one is broken
     */
    public LtxHeader {
        require((flags & ~FLAG_NO_CHECKSUM) == 0, 4, "unknown flags 0x" + Integer.toHexString(flags));
        require(PageSize.isValid(pageSize), 8, "page size " + pageSize);
        require(commit >= 0, 12, "database of " + Integer.toUnsignedString(commit) + " pages");
        require(!minTxId.isNone(), 16, "first TXID is 0");
        require(!maxTxId.isNone(), 24, "last TXID is 0");
        require(!minTxId.isAfter(maxTxId), 24, "first TXID " + minTxId + " is after the last, " + maxTxId);
        require(walOffset >= 0, 48, "WAL offset " + walOffset);
        require(walSize >= 0, 56, "WAL size " + walSize);
        require(walOffset != 0 || (walSalt1 | walSalt2) == 0, 64, "WAL salts without WAL offset");
        require(walOffset != 0 || walSize == 0, 56, "WAL size " + walSize + " without WAL offset");
        boolean expectsChecksum = flags != FLAG_NO_CHECKSUM && !minTxId.equals(FIRST);
        require(
                expectsChecksum ? preApplyChecksum < 0 : preApplyChecksum == 0,
                40,
                "pre-apply checksum 0x" + Long.toHexString(preApplyChecksum));
    }

    private static void require(boolean condition, int offset, String detail) {
        if (!condition) {
            throw new BrokenRuleException(offset, detail);
        }
    }

    /**
     * Reads a header.
     *
     * @param source at the start of the header, with {@value #SIZE} bytes or more remaining; they are consumed
     * @param resource the file, for the message of an exception
     * @throws CorruptDataException if the bytes are not those of an LTX file, or break a rule of the format
     */
    public static LtxHeader load(ByteBuffer source, String resource) throws CorruptDataException {
        int magic = source.getInt();
        if (magic != MAGIC) {
            throw new CorruptDataException(
                    Problem.BAD_MAGIC, resource, 0, "expected LTX1 but found 0x" + Integer.toHexString(magic));
        }
        try {
            LtxHeader header = new LtxHeader(
                    source.getInt(),
                    source.getInt(),
                    source.getInt(),
                    new TxId(source.getLong()),
                    new TxId(source.getLong()),
                    source.getLong(),
                    source.getLong(),
                    source.getLong(),
                    source.getLong(),
                    source.getInt(),
                    source.getInt(),
                    source.getLong());
            source.position(source.position() + RESERVED_SIZE);
            return header;
        } catch (BrokenRuleException ex) {
            throw new CorruptDataException(Problem.BAD_HEADER, resource, ex.offset, String.valueOf(ex.getMessage()));
        }
    }

    /** Writes the header. */
    public void writeTo(ByteBuffer target) {
        target.putInt(MAGIC).putInt(flags).putInt(pageSize).putInt(commit);
        target.putLong(minTxId.value()).putLong(maxTxId.value());
        target.putLong(timestampMillis).putLong(preApplyChecksum);
        target.putLong(walOffset).putLong(walSize).putInt(walSalt1).putInt(walSalt2);
        target.putLong(nodeId).put(new byte[RESERVED_SIZE]);
    }

    /**
     * Checks that a file with this header holds what its name says.
     *
     * @param resource the file, for the message of an exception
     * @throws CorruptDataException if the range of TXIDs is another one
     */
    public void requireName(LtxFileName name, String resource) throws CorruptDataException {
        if (!minTxId.equals(name.min()) || !maxTxId.equals(name.max())) {
            throw new CorruptDataException(
                    Problem.TXID_MISMATCH, resource, 16, "named " + name + " but holds " + minTxId + "-" + maxTxId);
        }
    }

    /** Returns whether the file holds every page of the database: that is so if it starts at the first TXID. */
    public boolean isSnapshot() {
        return minTxId.equals(FIRST);
    }

    /** Returns whether the file carries checksums of the database. */
    public boolean tracksChecksums() {
        return (flags & FLAG_NO_CHECKSUM) == 0;
    }

    /** A rule of the format that a header breaks, and where. */
    private static final class BrokenRuleException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final int offset;

        BrokenRuleException(int offset, String detail) {
            super(detail);
            this.offset = offset;
        }
    }
}
