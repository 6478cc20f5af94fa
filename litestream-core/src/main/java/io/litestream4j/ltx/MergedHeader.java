package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.util.List;

/** Derives the header of merged files from those of the inputs. */
final class MergedHeader {

    private MergedHeader() {}

    /** Returns the header of the result. */
    static LtxHeader of(List<? extends MergeInput> inputs) throws CorruptDataException {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("nothing to merge");
        }
        for (int i = 1; i < inputs.size(); i++) {
            checkFollows(inputs.get(i - 1).header(), inputs.get(i));
        }
        LtxHeader first = inputs.get(0).header();
        LtxHeader last = inputs.get(inputs.size() - 1).header();
        return new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM,
                first.pageSize(),
                last.commit(),
                first.minTxId(),
                last.maxTxId(),
                last.timestampMillis(),
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static void checkFollows(LtxHeader previous, MergeInput input) throws CorruptDataException {
        LtxHeader next = input.header();
        if (next.pageSize() != previous.pageSize()) {
            throw new CorruptDataException(
                    Problem.BAD_HEADER,
                    input.resource(),
                    8,
                    "page size " + next.pageSize() + " after a file with " + previous.pageSize());
        }
        boolean gap = next.minTxId().isAfter(previous.maxTxId().next());
        boolean ahead = next.maxTxId().isAfter(previous.maxTxId());
        if (gap || !ahead) {
            throw new CorruptDataException(
                    Problem.TXID_MISMATCH,
                    input.resource(),
                    16,
                    "TXIDs " + next.minTxId() + "-" + next.maxTxId() + " do not follow " + previous.maxTxId());
        }
    }
}
