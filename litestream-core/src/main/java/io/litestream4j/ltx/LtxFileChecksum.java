package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.util.List;

/**
 * The checksum of an LTX file whose pages are read in parts.
 *
 * @param resource the file, for the message of an exception
 * @param fileSize size of the file in bytes
 * @param before checksum of what is in front of the pages
 * @param after checksum of what is behind them
 * @param stored the file checksum that the file itself states
 */
public record LtxFileChecksum(
        String resource, long fileSize, LtxPartChecksum before, LtxPartChecksum after, long stored) {

    /**
     * Checks that the file is the one that was written.
     *
     * @param frames checksums of all frames, in the order of the frames
     * @throws CorruptDataException if it is not
     */
    public void check(List<LtxPartChecksum> frames) throws CorruptDataException {
        LtxPartChecksum all = before;
        for (LtxPartChecksum part : frames) {
            all = all.then(part);
        }
        long computed = all.then(after).value() | LtxTrailer.CHECKSUM_FLAG;
        if (computed != stored) {
            throw new CorruptDataException(
                    Problem.CHECKSUM_MISMATCH,
                    resource,
                    fileSize - Long.BYTES,
                    "file checksum 0x" + Long.toHexString(stored) + ", expected 0x" + Long.toHexString(computed));
        }
    }
}
