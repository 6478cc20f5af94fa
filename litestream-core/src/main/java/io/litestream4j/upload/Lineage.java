package io.litestream4j.upload;

import io.litestream4j.ltx.TxId;
import org.jspecify.annotations.Nullable;

/** Whose history a replica holds, judged by what is known locally when replication begins. */
sealed interface Lineage {

    /** Nothing speaks against going on behind it. */
    record Ours() implements Lineage {}

    /**
     * The local database was made from exactly this end; what is staged belongs to a database that was there before, and is
     * given up.
     */
    record Restored() implements Lineage {}

    /**
     * Somebody else has written to it. To put a full copy of the local database on top would hide what was acknowledged to
     * them.
     *
     * @param reason what was found, for a person
     */
    record Others(String reason) implements Lineage {}

    /** What a comparison of the staged file that ends where the replica ends has shown. */
    enum Overlap {
        /** There is no such file. */
        NONE,
        /** The replica holds the same. */
        SAME,
        /** The replica holds something else under this TXID. */
        DIFFERENT
    }

    /**
     * What is known.
     *
     * @param replica the last TXID of the replica
     * @param firstStaged the first TXID in staging from which nothing is missing up to the last one; none if there is none
     * @param lastStaged the last one
     * @param origin where the replica ended when the local database was made from it; null if it was not
     * @param overlap whether both agree at the replica's last TXID
     */
    record Facts(
            TxId replica,
            TxId firstStaged,
            TxId lastStaged,
            @Nullable TxId origin,
            Overlap overlap) {}

    /**
     * Decides. Without any local files the replica is taken for ours: to delete them is how a person says that the local
     * database is to go on above whatever is there.
     */
    static Lineage decide(Facts facts) {
        TxId replica = facts.replica();
        if (replica.isNone()) {
            return new Ours();
        }
        boolean restored = replica.equals(facts.origin());
        if (facts.lastStaged().isNone()) {
            return facts.origin() == null || restored ? new Ours() : new Others(moved(replica, facts.origin()));
        }
        if (facts.overlap() == Overlap.DIFFERENT || replica.isAfter(facts.lastStaged())) {
            return restored ? new Restored() : new Others(difference(facts));
        }
        if (facts.firstStaged().isAfter(replica.next()) && !restored) {
            return new Others(moved(replica, facts.firstStaged()));
        }
        return new Ours();
    }

    private static String difference(Facts facts) {
        return facts.overlap() == Overlap.DIFFERENT
                ? "another process has written TXID " + facts.replica() + ", which was given to other content here"
                : moved(facts.replica(), facts.lastStaged());
    }

    private static String moved(TxId replica, TxId known) {
        return "the replica ends at TXID " + replica + ", but the local files know it up to " + known
                + ": another process has written to it, or one of the two is an older copy";
    }
}
