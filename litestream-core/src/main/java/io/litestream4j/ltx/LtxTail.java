package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What follows the end marker of an LTX file, read to the end of the data in constant memory.
 *
 * @param input where it was read from
 * @param offset where the page index starts
 * @param index all bytes but the last 24
 * @param footer the last 24 bytes
 */
record LtxTail(LtxInput input, long offset, PageIndexDigest index, LtxFooter footer) {

    /** Reads up to the end and adds what the file checksum covers to {@code checksum}. */
    static LtxTail read(LtxInput input, Crc64 checksum) throws IOException {
        long offset = input.offset();
        PageIndexDigest index = new PageIndexDigest();
        ByteBuffer bytes = input.buffer();
        while (input.fill(LtxFooter.SIZE + 1) > LtxFooter.SIZE) {
            ByteBuffer part = bytes.duplicate().limit(bytes.limit() - LtxFooter.SIZE);
            checksum.update(part.array(), part.position(), part.remaining());
            index.add(part);
            bytes.position(part.position());
        }
        input.require(LtxFooter.SIZE);
        checksum.update(bytes.array(), bytes.position(), LtxFooter.CHECKSUMMED_SIZE);
        return new LtxTail(input, offset, index, LtxFooter.load(bytes));
    }

    /**
     * Checks all of it, the file checksum first: what it does not vouch for is not worth a closer look.
     *
     * @param expected the index that belongs to the pages of the file
     * @param checksum CRC of the file
     * @param databaseChecksum checksum of all pages in the file
     */
    void check(LtxHeader header, PageIndexDigest expected, long checksum, long databaseChecksum)
            throws CorruptDataException {
        LtxTrailer trailer = footer.trailer();
        checkFileChecksum(expected, checksum | LtxTrailer.CHECKSUM_FLAG);
        if (!index.matches(expected) || footer.indexSize() != index.size()) {
            throw input.corrupt(
                    Problem.BAD_INDEX,
                    offset,
                    "page index differs from the pages: " + index.size() + " bytes, said to be " + footer.indexSize()
                            + ", expected " + expected.size());
        }
        boolean tracked = header.tracksChecksums();
        if (tracked ? trailer.postApplyChecksum() >= 0 : trailer.postApplyChecksum() != 0) {
            throw trailerProblem(Problem.BAD_TRAILER, "post-apply checksum", trailer.postApplyChecksum(), 0);
        }
        if (tracked && header.isSnapshot() && trailer.postApplyChecksum() != databaseChecksum) {
            throw trailerProblem(
                    Problem.CHECKSUM_MISMATCH, "post-apply checksum", trailer.postApplyChecksum(), databaseChecksum);
        }
    }

    private void checkFileChecksum(PageIndexDigest expected, long checksum) throws CorruptDataException {
        long stored = footer.trailer().fileChecksum();
        if (stored == checksum) {
            return;
        }
        if (index.size() < expected.size()) {
            throw input.corrupt(
                    Problem.TRUNCATED,
                    input.offset(),
                    "page index of " + index.size() + " bytes, expected " + expected.size());
        }
        if (index.size() == expected.size() && stored >= 0) {
            throw trailerProblem(Problem.BAD_TRAILER, "file checksum without flag", stored, checksum);
        }
        throw trailerProblem(Problem.CHECKSUM_MISMATCH, "file checksum", stored, checksum);
    }

    private CorruptDataException trailerProblem(Problem problem, String what, long actual, long expected) {
        return input.corrupt(
                problem,
                input.offset() - LtxTrailer.SIZE,
                what + " 0x" + Long.toHexString(actual) + ", expected 0x" + Long.toHexString(expected));
    }
}
