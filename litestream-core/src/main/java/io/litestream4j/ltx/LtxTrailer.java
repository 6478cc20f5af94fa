package io.litestream4j.ltx;

import java.nio.ByteBuffer;

/**
 * The last 16 bytes of an LTX file.
 *
 * @param postApplyChecksum offset 0, 8 bytes: checksum of the database after the file was applied, 0 when the header
 *     says that checksums are not tracked
 * @param fileChecksum offset 8, 8 bytes: checksum of the file with {@link #CHECKSUM_FLAG} set
 */
public record LtxTrailer(long postApplyChecksum, long fileChecksum) {

    /** Size in bytes. */
    public static final int SIZE = 16;

    /** Set in every checksum that is present. */
    public static final long CHECKSUM_FLAG = 1L << 63;

    static LtxTrailer load(ByteBuffer source) {
        return new LtxTrailer(source.getLong(), source.getLong());
    }

    void writeTo(ByteBuffer target) {
        target.putLong(postApplyChecksum).putLong(fileChecksum);
    }
}
