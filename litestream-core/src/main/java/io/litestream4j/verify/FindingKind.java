package io.litestream4j.verify;

/** What a verification can find. */
public enum FindingKind {
    /** The bytes of a file are not those that were written, or break a rule of the format. */
    DAMAGED_FILE(true),
    /** The store has a file and does not give it out. */
    UNREADABLE(true),
    /** Files are missing, and states that those behind them hold cannot be restored. */
    GAP(true),
    /** A file has another page size than the state before it, and does not hold every page. */
    PAGE_SIZE(true),
    /** A file makes the database larger and lacks pages of the growth. */
    PAGE_COVERAGE(true),
    /** Two files that end with the same TXID do not hold the same state. */
    DISAGREEMENT(true),
    /** The object of a mark is damaged, or the state that was marked cannot be restored. */
    MARK(true),
    /** One level lacks TXIDs that another one covers, or that a snapshot has made up for. */
    LEVEL_GAP(false),
    /** Two files of one level hold the same TXIDs. */
    OVERLAP(false),
    /** Files that no restore reads, such as those that retention has left over. */
    UNUSED(false),
    /** Something in the place of LTX files that is none by its name. */
    FOREIGN(false),
    /** A file went away while the replica was being read, as files do that are merged or not kept any longer. */
    VANISHED(false);

    private final boolean damage;

    FindingKind(boolean damage) {
        this.damage = damage;
    }

    /** Returns whether this takes away a state that the replica promises; else it is a note. */
    public boolean isDamage() {
        return damage;
    }
}
